"""Wake-ups as SQS delivers them, and what they leave."""

import json
from typing import Any

import boto3
import pytest

from functions.orchestrate import start
from shared import table, timers
from shared.configuration import stored
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item, from_wire
from tests import log
from tests.clock import SteppingClock
from tests.machines import Lambdas, lambdas

__all__ = [
    "as_before",
    "deployed",
    "dump",
    "empty",
    "lambdas",
    "record",
    "rules",
    "said",
    "wake",
    "woken",
]

DEFAULT_GREETING = "Thank you for writing to us. We will answer you here."


@pytest.fixture
def deployed(lambdas: Lambdas, the_time: SteppingClock) -> Lambdas:
    """Both machines, at a time that stands still."""
    lambdas.deploy("InboundMachine", "INBOUND_MACHINE_ARN")
    lambdas.deploy("WindowMachine", "WINDOW_MACHINE_ARN")
    return lambdas


def record(kind: str, cause: str, at: int, conversation: str = log.CONVERSATION) -> dict[str, Any]:
    return {
        "messageId": f"{kind}-{cause}-{conversation}",
        "body": timers.wake_up(kind, conversation, cause, at),
        "attributes": {"MessageGroupId": conversation, "ApproximateReceiveCount": "1"},
    }


def wake(*records: dict[str, Any]) -> list[str]:
    """Deliver ``records`` as one batch; returns which of them failed."""
    answer = start.lambda_handler({"Records": list(records)}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def woken(message: str) -> dict[str, Any]:
    """The wake-up that the follower sends for ``message``."""
    return record("message", message, MessageId.parse(message).at)


_UNCOMPARED = ('"kind": "audit"', '"pk": "G#')


def dump() -> list[str]:
    """The whole table, in an order of its own; without what admins did before, which has names
    made up at random, and the hour's counters, which a crash may move twice: then automation stops
    the earlier."""
    return [text for text in _items() if not any(kind in text for kind in _UNCOMPARED)]


def _items() -> list[str]:
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=settings().table)
    items: list[Item] = [from_wire(wire) for page in pages for wire in page["Items"]]
    return sorted(json.dumps(item, sort_keys=True, default=_of_set) for item in items)


def _of_set(value: set[str]) -> dict[str, list[str]]:
    return {"a set": sorted(value)}


def _item(text: str) -> Item:
    def back(read: dict[str, Any]) -> Any:
        return set(read["a set"]) if "a set" in read else read

    item: Item = json.loads(text, object_hook=back)
    return item


def empty() -> None:
    """Take everything out of the table."""
    client = boto3.client("dynamodb")
    for item in map(_item, _items()):
        key = {name: {"S": item[name]} for name in ("pk", "sk")}
        client.delete_item(TableName=settings().table, Key=key)


def as_before(items: list[str]) -> None:
    """The table as ``dump`` once found it."""
    empty()
    for item in map(_item, items):
        table.put(item)


def rules(
    *,
    greeting: str | None = None,
    default_reply: str | None = None,
    opt_out_reply: str | None = None,
    opt_in_reply: str | None = None,
    **policy: Any,
) -> None:
    """What the business has set to happen by itself: texts, and what holds for all."""
    texts = {
        "greeting": greeting,
        "default": default_reply,
        "opt-out": opt_out_reply,
        "opt-in": opt_in_reply,
    }
    for name, text in texts.items():
        if text is not None:
            stored.put("replies", name, {"text": text}, by="admin")
    stored.put("policy", "default", policy, by="admin")


def said() -> list[str]:
    """The rules by which the bot spoke, in the order of arrival."""
    return [m["rule"] for m in log.messages() if m["author_kind"] == "bot"]
