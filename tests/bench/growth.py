"""Rows that must not grow: a message in a long conversation, a page of a full inbox.

What is there already is laid into moto's memory directly: putting it would take minutes.
"""

from collections.abc import Iterator
from typing import Final

import boto3
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.dynamo_type import Item as Stored

from functions.agent_api import inbox
from shared import keys, table
from shared.table import Item
from tests.bench import meter
from tests.bench.metering import index_of_template, metered
from tests.bench.rows import Row
from tests.bench.trace import NOON, road

_LENGTHS: Final = (10, 1_000, 100_000)
_INBOXES: Final = (1_000, 10_000)
_PAGE: Final = 25


def conversations() -> list[Row]:
    costs = {length: _message_in(length) for length in _LENGTHS}
    told = ", ".join(f"{n:,}: {w:g} writes, {r:g} reads" for n, (w, r) in costs.items())
    return [
        Row(
            "growth of units, conversation of 10 to 100,000",
            max(map(sum, costs.values())) / sum(costs[_LENGTHS[0]]),
            "x",
            "60, then fails",
            "1",
            1,
            note=f"one more message, all that follows from it: {told}",
        )
    ]


def _message_in(length: int) -> tuple[float, float]:
    """Write and read units of one more message in a conversation of ``length``."""
    with road() as made:
        made.say(1)
        made.follow()
        (first,) = _messages()
        older = (
            {**first, "sk": keys.message_sk(NOON - 10**9 - n, f"old{n}")} for n in range(length)
        )
        _lay(older)
        made.the_time.advance(minutes=10)
        made.readings.written.clear()
        made.readings.read.clear()
        made.say(1)
        made.follow()
        return made.readings.units(), made.readings.reads()


def _messages() -> list[Item]:
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="threadline")
    items = [table.from_wire(wire) for page in pages for wire in page["Items"]]
    inbound = [i for i in items if i.get("direction") == "inbound"]
    return [i for i in inbound if i["identity"] == f"ES.{1:020d}"]


def inboxes() -> list[Row]:
    rows = []
    for many in _INBOXES:
        with road() as made:
            made.say(1)
            made.follow()
            (message,) = _messages()
            summary = table.get(message["pk"], keys.SUMMARY) or {}
            _lay(_copies(summary, many))
            with metered() as readings:
                page = inbox.page(["bot"], ["open"], None, _PAGE)
        assert len(page) == _PAGE
        name = f"read units of an inbox page of {_PAGE}, {many:,} conversations"
        scan = f"scan {many * 36_744 // 1_000_000:,}"
        weight = meter.size(index_of_template().entry(table.to_wire(summary)) or {})
        note = f"an entry weighs {weight} bytes; 25 of 327 would be one unit"
        rows.append(Row(name, readings.reads(), "", scan, "0.5", 1.0, note=note))
    return rows


def _copies(summary: Item, many: int) -> Iterator[Item]:
    """Conversations like that of ``summary``, each active a second before the one before it."""
    for number in range(many):
        other, at = keys.digest(str(number)), NOON - 1000 * number
        pk, bucket = keys.conversation_pk(other), f"{at // 300_000 * 300_000:013d}#{other}"
        yield {**summary, "pk": pk, "bucket": bucket}


def _lay(items: Iterator[Item]) -> None:
    stored = dynamodb_backends["123456789012"]["eu-west-1"].tables["threadline"]
    for item in items:
        wire = table.to_wire(item)
        key, order = DynamoType(wire["pk"]), DynamoType(wire["sk"])
        stored.items[key][order] = Stored(key, order, wire)
