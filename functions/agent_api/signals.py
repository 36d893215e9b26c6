"""Read marks and typing for the customer's screen: worth showing now, never worth repeating."""

import json
from typing import Any, Literal

from shared import aws, ids
from shared.settings import settings


def signal(kind: Literal["read", "typing"], summary: dict[str, Any]) -> None:
    """Put it on the send queue, about the newest message of the customer, if any."""
    message, channel = summary.get("inbound_id"), summary["channel"]
    if not message or channel not in settings().channels:
        return
    conversation = summary["pk"].removeprefix("C#")
    body = {"channel": channel, "conversation": conversation, "message": message, "signal": kind}
    aws.client("sqs").send_message(
        QueueUrl=settings().send_queue_url,
        MessageBody=json.dumps(body, sort_keys=True),
        MessageGroupId=conversation,
        MessageDeduplicationId=ids.digest(kind, message),
    )
