"""Lambda: a window's timer has rung; the window has moved on, or it closes now."""

import json
from typing import Any, Literal

from shared import clock, conversations, keys, table, timers, window
from shared.table import Item

Outcome = Literal["gone", "early", "moved", "closed"]


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Outcome]:
    """``cause`` is the end, in ms, that the timer of ``conversation`` was set to."""
    return {"outcome": _close(event["conversation"], int(event["cause"]))}


def _close(conversation: str, end: int) -> Outcome:
    summary, now = conversations.summary(conversation), clock.now_ms()
    if now < end:
        return "early"  # the entry stays, so that the timer or the sweep comes back
    outcome: Outcome = "gone"
    if summary:
        # As it stood at that end: a timer may ring much later, and the window may have moved
        # and ended since.
        last = window.window_end(summary, end) or end
        if last > now:
            window.arm(summary, last)
            outcome = "moved"
        else:
            table.put_if_absent(_closing_event(summary, last))
            outcome = "closed"
    # Last, so that a crash before this brings the wake-up back.
    timers.done(end, "window", conversation)
    return outcome


def _closing_event(summary: Item, end: int) -> Item:
    return {
        "pk": summary["pk"],
        "sk": keys.message_sk(end, window.CLOSED),
        "kind": "message",
        "channel": summary["channel"],
        "account": summary["account"],
        "identity": summary["identity"],
        "direction": "note",
        "author_kind": "system",
        "author_id": "window",
        "type": "event",
        "text": "",
        "content": json.dumps({"event": window.CLOSED}),
        "status": "received",
        "sent_at": end,
        "received_at": end,
    }
