"""The spill queue: where work waits that the table or the quarantine cannot take now."""

import base64
import hashlib
import json
from dataclasses import replace
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import Unavailable
from shared.intake.sorting import Unusable, Work
from shared.quarantine import keeping
from shared.settings import settings

# API reference of SendMessage, as botocore 1.44.5 ships it, read 2026-11-22.
_LARGEST: Final = 1_048_576
# A message is done as a whole or again, so none may be more than one run can do.
_MOST: Final = 250


def spill(work: Work) -> None:
    """Hand ``work`` to the queue; what is too large for it goes by way of the bucket.

    Raises Unavailable if it could not be handed over; a part of it may be there all the same.
    """
    for start in range(0, max(len(work.items), len(work.unusable)), _MOST):
        part = slice(start, start + _MOST)
        _send(replace(work, items=work.items[part], unusable=work.unusable[part]))


def _send(work: Work) -> None:
    text = _written(work)
    if len(text) > _LARGEST:
        key = f"spill/{hashlib.sha256(text.encode()).hexdigest()}.json"
        keeping.put_object(key, text.encode())
        text = json.dumps({"at": key})
    try:
        aws.client("sqs").send_message(QueueUrl=settings().spill_queue_url, MessageBody=text)
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("spill queue cannot take it") from error


def spilled(body: str) -> Work:
    """The work that a message of the queue stands for. Raises Unavailable if the bucket has it
    and cannot give it now, ValueError or KeyError if the body is not ours."""
    message = json.loads(body)
    if "at" in message:
        message = json.loads(_fetched(message["at"]))
    unusable = [Unusable(u["reason"], base64.b64decode(u["raw"])) for u in message["unusable"]]
    return Work(message["channel"], message["credential_set"], message["items"], unusable)


def _written(work: Work) -> str:
    """ASCII, so that its length is its size."""
    unusable = [
        {"reason": one.reason, "raw": base64.b64encode(one.raw).decode()} for one in work.unusable
    ]
    return json.dumps(
        {
            "channel": work.channel,
            "credential_set": work.credential_set,
            "items": work.items,
            "unusable": unusable,
        }
    )


def _fetched(key: str) -> bytes:
    try:
        answer = aws.client("s3").get_object(Bucket=settings().quarantine_bucket, Key=key)
        body: bytes = answer["Body"].read()
        return body
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("bucket cannot give it") from error
