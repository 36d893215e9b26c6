"""The rings of a window's timer: a chain of them, one at a time, from its opening to its end."""

from typing import Final

from shared import clock, table, timers
from shared.channels import Window
from shared.conversations import conversation_of
from shared.errors import Conflict
from shared.table import Item
from shared.windows.window import rule_of

# Who has something to say says it in several messages, nearly always within a quarter of an hour:
# so long the window's timer need not follow them, and what it rings for comes no earlier than that.
TALK_MS: Final = 900_000


def talk_ms(rule: Window) -> int:
    """How far a window may move and still be the same talk: never so far that what is said after
    its reminder belongs to it."""
    return min(TALK_MS, rule.lasts_ms - rule.remind_before_ms)


def next_ring(summary: Item, end: int, now: int) -> int:
    """When the window that ends at ``end`` is to be looked at next: in time for a reminder, or
    else at its end."""
    rule = rule_of(summary["channel"])
    remind_at = end - rule.remind_before_ms if rule else end
    return remind_at if remind_at > now else end


def ring(conversation: str, end: int, at: int) -> None:
    """Ring at ``at`` the chain that began with a window to ``end``. Raises Unavailable."""
    timers.ring(at, "window", conversation, str(end))


def arm(summary: Item, end: int, at: int | None = None, was: int = 0) -> bool:
    """Set the timer of the window that ends at ``end``, to ring at ``at`` or at the next time it
    is to be looked at, unless another chain of rings than the one that began with the end ``was``
    still rings.

    Whether it was set. ``armed`` is the end that the chain began with, which rings then or later:
    so a conversation that never rests has one chain at a time. Raises Unavailable.
    """
    now, conversation = clock.now_ms(), conversation_of(summary)
    if rings_elsewhere(summary, was, now):
        return False
    ring(conversation, end, next_ring(summary, end, now) if at is None else at)
    if end == was:
        return True
    try:
        table.update(
            summary["pk"],
            summary["sk"],
            "SET #armed = :end",
            {":end": end, ":was": was, ":now": now},
            "attribute_not_exists(#armed) OR #armed <= :now OR #armed = :was",
        )
    except Conflict:
        return False  # another is set already; when this one rings it finds nothing to do
    return True


def rings_elsewhere(summary: Item, was: int, now: int) -> bool:
    """Whether another chain than the one that began with the end ``was`` still rings."""
    armed = summary.get("armed", 0)
    return bool(armed > now and armed != was)
