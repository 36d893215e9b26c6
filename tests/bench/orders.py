"""Rows: end states over all orders and repetitions of statuses, and over all orders of messages."""

import itertools
import json
from typing import Final

from functions.follow_log.effects import changed_by
from shared import keys
from shared.folding.summary import fold
from shared.table import Item
from tests import log
from tests.bench.rows import Row

_NOON: Final = 1_767_225_600_000
_STATUSES: Final = ("sent", "delivered", "read", "failed")


def rows() -> list[Row]:
    return [
        Row(
            f"end states, orders and repeats of {what}",
            ends,
            "",
            "-",
            "1",
            1,
            note=f"{tried:,} tried",
        )
        for what, (tried, ends) in (("statuses", statuses()), ("messages", messages()))
    ]


def statuses(longest: int = 6) -> tuple[int, int]:
    """How many sequences that hold every status were tried, and how many states they end in."""
    facts = {name: _status(name, _NOON + 1000 * n) for n, name in enumerate(_STATUSES)}
    tried, ends = 0, set()
    for length in range(len(_STATUSES), longest + 1):
        for order in itertools.product(_STATUSES, repeat=length):
            if len(set(order)) == len(_STATUSES):
                tried += 1
                ends.add(_end([facts[name] for name in order]))
    return tried, len(ends)


def _status(name: str, at: int) -> Item:
    return {"what": "status", "at": at, "event": name, "data": json.dumps({"status": name})}


def _end(facts: list[Item]) -> str:
    message: Item = {"direction": "outbound", "status": "sending"}
    for fact in facts:
        message = {**message, **changed_by(fact, message)}
    return json.dumps(message, sort_keys=True)


def messages(many: int = 6) -> tuple[int, int]:
    """The same of a conversation's summary: every message once, and the first of them again."""
    said = [log.inbound(f"m{n}", _NOON + 1000 * (n % 4)) for n in range(many)]
    tried, ends = 0, set()
    for order in itertools.permutations(said):
        tried += 1
        summary = fold({"pk": log.PK, "sk": keys.SUMMARY}, [*order, order[0]])
        ends.add(json.dumps(summary, sort_keys=True))
    return tried, len(ends)
