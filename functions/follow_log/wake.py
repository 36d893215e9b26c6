"""Whom changes of the log wake. A wake-up only says where to look; the truth is in the table."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from functions.follow_log import resting
from functions.follow_log.changes import Change
from shared import configuration, timers
from shared.delivery import waiting
from shared.drafts import is_echo
from shared.ids import digest
from shared.links.codes import codes_in
from shared.observability import logger
from shared.planning.sight import BY
from shared.promises import any_hangs_on_time
from shared.settings import settings
from shared.table import Item
from shared.waking import WakeUp

_NOTHING: Final[Mapping[str, Any]] = {}


def wake_ups_of(
    changes: Sequence[Change],
    conversation: str,
    summary: Mapping[str, Any] = _NOTHING,
    *,
    at_rest: bool = False,
) -> list[WakeUp]:
    """The mailbox of their conversation for what came in, unless all of it is ``at_rest``; the
    sender of its channel for what is to go out; each once however many changes there are."""
    messages = [change for change in changes if change.of("message")]
    for_mailbox = {
        "echo": filter(_was_said_elsewhere, messages),  # first, for it may end the bot's turn
        # Before the workflow looks at it, for it may be somebody's already.
        "came": filter(_came_by_a_link, messages),
        "message": () if at_rest else filter(came_in, messages),
        "answer": filter(_answers, messages) if _counts_the_answer(summary) else (),
        # The customer may have answered while it was being written, so what waits is looked at too.
        "waiting": filter(_waits, messages),
    }
    wake_ups = [_to_mailbox(kind, of, conversation) for kind, of in for_mailbox.items()]
    wake_ups += [
        _to_timekeeper(change, conversation)
        for change in changes
        if _times(change) or _may_have_its_turn(change)
    ]
    if any(_overtook(change, summary) for change in changes):
        wake_ups.append(_to_newest(conversation, summary))
    wake_ups += _to_senders(filter(_became_queued, messages), conversation)
    return [wake_up for wake_up in wake_ups if wake_up]


def came_in(change: Change) -> bool:
    """Whether the customer has said something new."""
    return change.is_new and change.after["direction"] == "inbound"


def _came_by_a_link(change: Change) -> bool:
    return came_in(change) and bool(codes_in(change.after))


def _counts_the_answer(summary: Mapping[str, Any]) -> bool:
    """Whether the customer came by a link, and nobody has answered since."""
    return "answered_at" not in summary.get("campaign", {"answered_at": 0})


def _answers(change: Change) -> bool:
    item = change.after
    return change.is_new and item["direction"] == "outbound" and item["author_kind"] == "agent"


def _was_said_elsewhere(change: Change) -> bool:
    return change.is_new and is_echo(change.after)


def _waits(change: Change) -> bool:
    return change.is_new and _is_ours(change.after) and waiting.is_waiting(change.after)


def _became_queued(change: Change) -> bool:
    before = (change.before or {}).get("status")
    return _is_ours(change.after) and change.after.get("status") == "queued" != before


def _is_ours(item: Item) -> bool:
    return bool(item["direction"] != "inbound")


def _times(change: Change) -> bool:
    """Whether something may be due because of what was decided. What the workflow itself decides
    it has looked at."""
    if not change.is_new or not change.of("decision") or change.after["by"] == BY:
        return False
    return bool(change.after.get("snoozed_until")) or any_hangs_on_time(configuration.load())


def _may_have_its_turn(change: Change) -> bool:
    """Whether the conversation has just begun to wait for a team, of which somebody may be free; or
    waits, and somebody has changed what it waits for."""
    if not change.is_new or not change.of("decision"):
        return False
    decision, since = change.after, change.after.get("queued_at")
    return since is not None and (since == decision["at"] or decision["by"] != BY)


def _overtook(change: Change, summary: Mapping[str, Any]) -> bool:
    """Whether a message was handled as things stood before this decision, but came after it."""
    return change.is_new and change.of("decision") and resting.overtaken(change.after, summary)


def _to_newest(conversation: str, summary: Mapping[str, Any]) -> WakeUp:
    cause, at = summary["inbound_id"], summary["inbound_at"]
    body = timers.wake_up("message", conversation, cause, at)
    return WakeUp(settings().wake_queue_url, conversation, body)


def _to_timekeeper(change: Change, conversation: str) -> WakeUp:
    """The mailbox, for the workflow is to set the timer of what was decided elsewhere."""
    cause, at = change.after["sk"], change.after["at"]
    body = timers.wake_up("decision", conversation, cause, at)
    return WakeUp(settings().wake_queue_url, conversation, body)


def _to_mailbox(kind: str, changes: Iterable[Change], conversation: str) -> WakeUp | None:
    """Names all of them, for one that was put late may lie before what is handled already."""
    causes = {str(change.message_id): change.after["received_at"] for change in changes}
    if not causes:
        return None
    body = timers.wake_up(kind, conversation, " ".join(sorted(causes)), min(causes.values()))
    return WakeUp(settings().wake_queue_url, conversation, body)


def _to_senders(changes: Iterable[Change], conversation: str) -> list[WakeUp]:
    """The sender empties an outbox, so the last of each stands for all before it."""
    # It lies at the id of its time, which may have become another name since.
    by_outbox = {change.conversation: change for change in changes}
    found = [_to_sender(change, conversation) for change in by_outbox.values()]
    return [wake_up for wake_up in found if wake_up]


def _to_sender(change: Change, conversation: str) -> WakeUp | None:
    item = change.after
    if item["channel"] not in settings().channels:
        logger.error("channel is off, a message stays queued", channel=item["channel"])
        return None
    # Deduplication is queue-wide for five minutes, so each time that a message becomes queued
    # must have a name of its own.
    times = str(item.get("attempts", 0)), str(item.get("holds", 0))
    same = digest(str(change.message_id), *times, "queued")
    # It stands in the outbox of the id of its time, which may have become another name since.
    body = json.dumps({"channel": item["channel"], "conversation": change.conversation})
    return WakeUp(settings().send_queue_url, conversation, body, same)
