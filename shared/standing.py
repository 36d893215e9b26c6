"""How a conversation stood at a moment, whatever the number of its decisions since."""

from collections.abc import Sequence
from typing import Any, Final

from shared import history, keys, table
from shared.table import Item

MOST: Final = 50  # decisions that are read
# How things stand before the first decision.
FIRST: Final[dict[str, Any]] = {
    "owner": "bot",
    "status": "open",
    "consent": "unknown",
    "episode": 1,
    "version": 0,
}


def around(pk: str, newest: int, at: int) -> list[Item]:
    """Up to MOST decisions of ``pk`` in order, from the last one before ``at`` (ms) on.

    ``newest`` is the version that the conversation is at. Some twenty reads at most.
    """
    low = 0 if newest <= MOST else _last_before(pk, newest, at - history.LATE_MS)
    return list(table.query(pk, keys.decision_sk(low), "D#~", limit=MOST))


def _last_before(pk: str, newest: int, at: int) -> int:
    """By halves, for a decision's time hardly ever lies before that of the one before it."""
    low, high = 0, newest + 1
    while high - low > 1:
        middle = (low + high) // 2
        found = next(table.query(pk, keys.decision_sk(middle), "D#~", limit=1), None)
        if found and found["at"] < at:
            low = middle
        else:
            high = middle
    return low


def stood(decisions: Sequence[Item], at: int, cause: str) -> Item:
    """The decision that held at ``at`` (ms), before what ``cause`` led to."""
    before = [d for d in decisions if d["at"] <= at and d["cause"] != cause]
    return before[-1] if before else FIRST
