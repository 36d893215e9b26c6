"""The queue of files to be fetched, of any channel: a message goes through it, and what is kept."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared import aws, table
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item

Handler = Callable[[dict[str, Any], object], dict[str, Any]]


def hand_over(channel: str, handler: Handler, message: str, tries: int = 1) -> list[str]:
    """Hand the message to the Lambda of ``channel``; returns what the queue will bring back."""
    url, queue = settings().media_queue_url, aws.client("sqs")
    body = {"channel": channel, "message": message}
    queue.send_message(QueueUrl=url, MessageBody=json.dumps(body))
    (got,) = queue.receive_message(QueueUrl=url)["Messages"]
    record = {
        "messageId": "1",
        "receiptHandle": got["ReceiptHandle"],
        "body": got["Body"],
        "attributes": {"ApproximateReceiveCount": str(tries)},
    }
    failures = handler({"Records": [record]}, None)["batchItemFailures"]
    queue.delete_message(QueueUrl=url, ReceiptHandle=got["ReceiptHandle"])
    return [failure["itemIdentifier"] for failure in failures]


@dataclass(frozen=True, slots=True)
class Named:
    """A file at the platform of ``channel``, by the message that names it."""

    channel: str
    handler: Handler
    message: str

    def fetch(self, tries: int = 1) -> list[str]:
        """Hand the message to the Lambda; returns what the queue will bring back."""
        return hand_over(self.channel, self.handler, self.message, tries)

    @property
    def item(self) -> Item:
        return item_of(self.message)

    @property
    def status(self) -> str | None:
        return self.item.get("media_status")


@dataclass(frozen=True, slots=True)
class Newest:
    """Whatever was said last in the conversation of ``pk``, with a file at ``channel``."""

    channel: str
    handler: Handler
    pk: str

    def fetch(self, tries: int = 1) -> bool:
        """Hand the message to the Lambda; whether it is done with it."""
        message = str(MessageId.of(self.item()))
        return not hand_over(self.channel, self.handler, message, tries)

    def item(self) -> Item:
        return next(table.query(self.pk, "M#", "M#~", newest_first=True, limit=1))


def item_of(message: str) -> Item:
    """The message as it stands; empty if there is none."""
    found = MessageId.parse(message)
    return table.get(found.pk, found.sk) or {}


def kept() -> dict[str, bytes]:
    """The files that were let in, by their keys."""
    s3, bucket = aws.client("s3"), settings().quarantine_bucket
    listed = s3.list_objects_v2(Bucket=bucket, Prefix="media/").get("Contents", ())
    return {o["Key"]: s3.get_object(Bucket=bucket, Key=o["Key"])["Body"].read() for o in listed}
