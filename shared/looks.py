"""When a conversation is to be looked at again though nobody writes: one timer, the earliest."""

from shared import clock, table, timers
from shared.conversations import conversation_of
from shared.errors import Conflict
from shared.table import Item


def is_set(summary: Item, at: int, now: int) -> bool:
    """Whether a timer rings after ``now`` and no later than ``at``; then is asked again what is
    to be done when. So a conversation that never rests has one chain of timers."""
    return bool(now < summary.get("look_at", 0) <= at)


def arm(summary: Item, at: int) -> bool:
    """Have the conversation looked at again at ``at`` (ms), unless it is looked at before anyway.

    Whether it was set. A later timer still rings, and finds nothing to do. Raises Unavailable.
    """
    now = clock.now_ms()
    if is_set(summary, at, now):
        return False
    timers.ring(at, "look", conversation_of(summary), "")
    try:
        table.update(
            summary["pk"],
            summary["sk"],
            "SET #look_at = :at",
            {":at": at, ":now": now},
            "attribute_not_exists(#look_at) OR #look_at <= :now OR #look_at > :at",
        )
    except Conflict:
        return False  # an earlier one was set meanwhile
    return True
