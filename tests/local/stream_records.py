"""Stream records as a function gets them, and the order in which they may reach it."""

import base64
import json
import zlib
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

Record = dict[str, Any]


def as_event(record: Record, stream: str) -> Record:
    """A record of the streams' API, as JSON has it in the event."""
    return {**json.loads(json.dumps(record, default=_plain)), "eventSourceARN": stream}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def item(record: Record) -> str:
    """The key of the item it is about."""
    return json.dumps(record["dynamodb"]["Keys"], sort_keys=True)


def sequence(record: Record) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def shard(record: Record, shards: int) -> int:
    """Always the same one for the same item, so that its records stay behind each other."""
    return zlib.crc32(item(record).encode()) % shards


def mixed(records: Sequence[Record], chance: Random) -> list[Record]:
    """Another order that DynamoDB could have shown: the one of each item is kept, no other.

    A stream promises no order between items, but a single writer sees one, and code comes to rely
    on it.
    """
    waiting: dict[str, list[Record]] = {}
    for record in reversed(records):
        waiting.setdefault(item(record), []).append(record)
    turns = [item(record) for record in records]
    chance.shuffle(turns)
    return [waiting[turn].pop() for turn in turns]
