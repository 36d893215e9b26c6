"""Read marks and typing for the customer's screen: worth showing now, never worth repeating."""

import json
from typing import Any, Literal

from shared import aws, keys
from shared.settings import settings


def signal(kind: Literal["read", "typing"], summary: dict[str, Any]) -> None:
    """Put it on the channel's send queue, about the newest message of the customer, if any."""
    message = summary.get("inbound_id")
    queue = settings().send_queue_urls.get(summary["channel"])
    if not (message and queue):
        return
    conversation = summary["pk"].removeprefix("C#")
    body = {"conversation": conversation, "message": message, "signal": kind}
    aws.client("sqs").send_message(
        QueueUrl=queue,
        MessageBody=json.dumps(body, sort_keys=True),
        MessageGroupId=conversation,
        MessageDeduplicationId=keys.digest(kind, message),
    )
