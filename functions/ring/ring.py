"""Lambda: every minute, ring the timers whose time has come."""

from typing import Any, Final

from shared import clock, table, timers, waking
from shared.errors import Conflict
from shared.keys import lists
from shared.observability import logger
from shared.table import Item

MOST: Final = 10_000  # timers a run; the next one goes on
# Clocks of two machines may differ by less. Whoever puts a timer behind the mark must see by its
# own clock that it was too late.
SKEW_MS: Final = 2_000
_BATCH: Final = 500


def lambda_handler(event: dict[str, Any], context: object) -> None:
    """Wakes the conversations of all timers since the last run, the earliest first.

    Raises Unavailable, and then the next run goes on from where this one came to. Two at once ring
    the same, which the queue takes once.
    """
    until = clock.now_ms() - SKEW_MS
    rung = sum(_ring(lists.due_pk_of(shard), until) for shard in range(lists.DUE_SHARDS))
    if rung:
        logger.info("rung", timers=rung)


def _ring(pk: str, until: int) -> int:
    through, rung = _mark(pk), 0
    while rung < MOST and (due := _due(pk, through, until)):
        waking.send(map(timers.of, due))
        through, rung = due[-1]["sk"], rung + len(due)
        _move_mark(pk, through)
    return rung


def _mark(pk: str) -> str:
    """The place of the last timer that was rung."""
    mark = table.get(pk, lists.RUNG)
    return str(mark["through"]) if mark else "0"


def _due(pk: str, after: str, until: int) -> list[Item]:
    """No character of a key sorts below "!", nor above "~"."""
    return list(table.query(pk, f"{after}!", f"{until:013d}~", limit=_BATCH))


def _move_mark(pk: str, through: str) -> None:
    """After the wake-ups are on their queue: who dies in between rings them again."""
    values = {":through": through, ":kind": "rung"}
    further = "attribute_not_exists(#through) OR #through < :through"
    try:
        table.update(pk, lists.RUNG, "SET #through = :through, #kind = :kind", values, further)
    except Conflict:
        return  # another run has come further
