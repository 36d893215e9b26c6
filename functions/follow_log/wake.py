"""Whom a change of the log wakes. A wake-up only says where to look; the truth is in the table."""

import json

from functions.follow_log.changes import Change
from shared import timers, waiting
from shared.keys import digest
from shared.observability import logger
from shared.settings import settings
from shared.waking import WakeUp


def wake_up_of(change: Change, conversation: str) -> WakeUp | None:
    """The mailbox of its conversation for what came in, the sender of its channel for what is to
    go out, otherwise nobody."""
    item = change.after
    if not change.of("message"):
        return None
    if item["direction"] == "inbound":
        return _to_mailbox(change, conversation) if change.is_new else None
    if change.is_new and waiting.is_waiting(item):
        # The customer may have answered while it was being written.
        return _to_mailbox(change, conversation, "waiting")
    before = (change.before or {}).get("status")
    became_queued = item.get("status") == "queued" and before != "queued"
    return _to_sender(change, conversation) if became_queued else None


def _to_mailbox(change: Change, conversation: str, kind: str = "message") -> WakeUp:
    cause, at = str(change.message_id), change.after["received_at"]
    body = timers.wake_up(kind, conversation, cause, at)
    return WakeUp(settings().wake_queue_url, conversation, body)


def _to_sender(change: Change, conversation: str) -> WakeUp | None:
    item = change.after
    queue_url = settings().send_queue_urls.get(item["channel"])
    if queue_url is None:
        logger.error("channel is off, a message stays queued", channel=item["channel"])
        return None
    # Deduplication is queue-wide for five minutes, so each time that a message becomes queued
    # must have a name of its own.
    times = str(item.get("attempts", 0)), str(item.get("holds", 0))
    same = digest(str(change.message_id), *times, "queued")
    # It stands in the outbox of the id of its time, which may have become another name since.
    body = json.dumps({"conversation": change.conversation})
    return WakeUp(queue_url, conversation, body, same)
