"""Which decisions a message is explained by: those it caused, and what followed of them: pure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from shared.ids import MessageId, is_message_id
from shared.standing import FIRST
from shared.table import Item

MOST: Final = 10  # that others than the message caused
_BY_CUSTOMERS: Final = ("workflow:inbound", "workflow:move")


def of(message: Item, decisions: Sequence[Item], next_at: int | None) -> list[Item]:
    """Those of ``decisions``, in their order, that ``message`` caused or that name it.

    Of a customer's also what time, a queue or people decided after it, MOST at most: until the
    customer's next message came, at ``next_at`` (ms), or caused one; and where it waited for
    somebody then, on to the end of that wait.
    """
    name = str(MessageId.of(message))
    kept = [decision for decision in decisions if _names(decision, name)]
    if message["direction"] == "inbound":
        line = _in_order(decisions, message["pk"])
        kept += islice(_later(line, message, name, next_at), MOST)
    return [decision for decision in decisions if decision in kept]


def _in_order(decisions: Sequence[Item], pk: str) -> list[Item]:
    """Of two ids that became one the message's own log, and then what the other's goes on with."""
    own = [decision for decision in decisions if decision["pk"] == pk]
    ended = own[-1]["at"] if own else 0
    return own + [d for d in decisions if d["pk"] != pk and d["at"] > ended]


def _later(line: list[Item], message: Item, name: str, next_at: int | None) -> Iterator[Item]:
    start = _start(line, message, name)
    before = line[start - 1] if start else FIRST
    for decision in line[start:]:
        over = _is_anothers(decision, name) or (next_at is not None and decision["at"] > next_at)
        if over and not _waits(before):
            return
        moved = any(decision[kind] != before[kind] for kind in ("owner", "status"))
        if not _names(decision, name) and (moved or not over):
            yield decision
        before = decision


def _start(line: list[Item], message: Item, name: str) -> int:
    """After those by which it was found, whose times may be those of earlier messages."""
    found = (
        number
        for number, decision in enumerate(line)
        if _names(decision, name) or decision["at"] > message["received_at"]
    )
    return next(found, len(line))


def _names(decision: Item, name: str) -> bool:
    """A timer's cause names after a colon what it was set for."""
    return name in (decision["cause"], decision["cause"].partition(":")[2])


def _is_anothers(decision: Item, name: str) -> bool:
    """Whether another message of the customer's caused it."""
    cause, by = decision["cause"], decision["by"]
    return cause != name and by in _BY_CUSTOMERS and is_message_id(cause)


def _waits(stood: Item) -> bool:
    return str(stood["owner"]).startswith("team:") and stood["status"] == "open"
