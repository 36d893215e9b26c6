"""The time in which the platform lets the business write freely, computed from the log."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from shared import ending, history
from shared.channels import CHANNELS, Brief, Window
from shared.settings import settings
from shared.table import Item

CLOSED: Final = "window-closed"
_CHUNK: Final = 10


def rule_of(channel: str) -> Window | None:
    """The channel's window, with the times of reminders that this deployment has set.

    The reminder comes while the window is open, and the last call no earlier.
    """
    known = CHANNELS.get(channel)
    if known is None or known.window is None:
        return None
    rule, own = known.window, settings()
    remind = min(own.remind_before_ms or rule.remind_before_ms, rule.lasts_ms)
    last_call = min(own.last_call_before_ms or rule.last_call_before_ms, remind)
    return replace(rule, remind_before_ms=remind, last_call_before_ms=last_call)


def effective(message: Item) -> int:
    """When it counts as said: a time in the future counts as arrival."""
    return int(min(message["sent_at"], message["received_at"]))


def lasts_ms(rule: Window, *, by_agent: bool) -> int:
    """How long after the contact's message a person (``by_agent``) or a program may answer."""
    return (by_agent and rule.agent_lasts_ms) or rule.lasts_ms


def opens_until(message: Item, *, by_agent: bool = False) -> int | None:
    """The end of the window that ``message`` opens or extends; None if it does neither."""
    channel = CHANNELS.get(message["channel"])
    if channel is None or channel.window is None or message["direction"] != "inbound":
        return None
    rule, kind = channel.window, message["type"]
    if kind in rule.not_opened_by or (rule.opened_by and kind not in rule.opened_by):
        if rule.brief and opens_briefly(message, rule.brief):
            return effective(message) + rule.brief.lasts_ms
        return None
    return effective(message) + lasts_ms(rule, by_agent=by_agent)


def opens_briefly(message: Item, brief: Brief) -> bool:
    """Whether ``message`` opens the short window of what the contact does besides writing."""
    if message["type"] != "event":
        return message["type"] in brief.types
    return json.loads(message.get("content") or "{}").get("event") in brief.events


def closes(message: Item) -> bool:
    """Whether ``message`` is an event that says a window has closed."""
    if message["type"] != "event":
        return False
    return bool(json.loads(message.get("content") or "{}").get("event") == CLOSED)


def window_end(summary: Item, now: int, *, by_agent: bool = False) -> int | None:
    """The end of the window that is open at ``now``, or ended just now; None if there is none.

    ``by_agent``: the window for what a person writes, which may be longer.

    Exact: read from the log, newest first, no further back than a window lasts. A closing event
    of the contact's side (they left) ends what was opened before it; our own note of an end does
    not, for a message said before it may still arrive.
    """
    channel = CHANNELS.get(summary["channel"])
    if channel is None or channel.window is None:
        return None
    lasts = lasts_ms(channel.window, by_agent=by_agent)
    end = opened_at = left_at = 0
    low = f"M#{max(0, now - lasts):013d}"
    for message in history.back_from(summary, "M#~", _CHUNK, low):
        if end and message["sent_at"] <= end - lasts:
            break  # whatever is older counts from no later than its own time
        if closes(message) and message["direction"] == "inbound":
            left_at = max(left_at, effective(message))
        until = opens_until(message, by_agent=by_agent) or 0
        if until > end:
            end, opened_at = until, effective(message)
    return end if end >= now and opened_at > left_at else None


def is_open(summary: Item, now: int, *, by_agent: bool = False) -> bool:
    """Whether the business may write freely at ``now``: where a channel has no window, always
    unless the customer has ended the conversation.

    ``by_agent``: whether a person may.
    """
    channel = CHANNELS.get(summary["channel"])
    if channel is not None and channel.window is None:
        return not ending.has_ended(summary)
    end = window_end(summary, now, by_agent=by_agent)
    return end is not None and now < end


def is_late(rule: Window | None, end: int | None, now: int) -> bool:
    """Whether a person's time, which ends at ``end``, goes on while that of programs is over."""
    if rule is None or end is None or not rule.agent_lasts_ms:
        return False
    return now >= end - rule.agent_lasts_ms + rule.lasts_ms


def moved_to(messages: Iterable[Item], end: int) -> int:
    """Where the window that was to end at ``end`` ends by ``messages`` said since it was opened.

    Only what was said before an end moves it; what came after opened a window of its own.
    """
    opening = [(effective(m), until) for m in messages if (until := opens_until(m)) is not None]
    for said_at, until in sorted(opening):
        if said_at < end:
            end = max(end, until)
    return end
