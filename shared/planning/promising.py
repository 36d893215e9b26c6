"""Who is told that a promise to the customer is about to be broken, or was: pure.

What was told stands on the summary: for each clock when it began the last time that it was told
of. A clock that begins anew is told of anew. The customer hears nothing of it.
"""

from typing import Any, Final

from shared import episodes
from shared.clock import rfc3339
from shared.conversations import conversation_of
from shared.ids import MessageId
from shared.planning.remarks import addressed, remark
from shared.planning.sight import Part, Sight, questions
from shared.promises import answered_late, promised, started
from shared.service_levels import Clock
from shared.table import Item
from shared.wire import to_wire

WARNING: Final = "service-level-warning"
BREACH: Final = "service-level-breach"
_MARKS: Final = {WARNING: "warned", BREACH: "breached"}
_SUBJECTS: Final = {
    WARNING: "A service level will soon be missed",
    BREACH: "A service level was missed",
}


def part(sight: Sight) -> Part | None:
    """One notice a run; a second one has the conversation looked at again at once."""
    summary = _with_what_was_missed(sight)
    due = _answered_late(sight, summary)
    for name, clock in promised(summary, sight.configuration, sight.now).items():
        for ring in _rings(clock):
            sight.look_again(ring)
        what, at = _told(clock, sight.now)
        start = started(summary, name)
        if what and at and summary.get(f"{_MARKS[what]}_{name}", 0) < start:
            due.append(_notice(summary, name, what, at, start))
    if len(due) > 1:
        sight.look_again(sight.now + 1)
    return due[0] if due else None


def _answered_late(sight: Sight, summary: Item) -> list[Part]:
    """What nobody looked at between the time that an answer was due and the answer."""
    told = summary.get(f"{_MARKS[BREACH]}_next", 0)
    late = [one for one in answered_late(summary, sight.configuration) if one[0] > told]
    known = [since for since, _ in sight.summary.get("waits", ())]
    # What only the messages tell of is told while they are new.
    sight.unfinished = any(since not in known for since, _ in late[1:])
    return [_notice(summary, "next", BREACH, at, since) for since, at in late]


def _with_what_was_missed(sight: Sight) -> Item:
    """The summary as it is once this run has ended, with waits that were over before it."""
    summary = {**sight.summary, **episodes.asked(sight.summary, sight.talk)}
    if not sight.answers:
        return summary
    asked_at = [message["received_at"] for message in questions(sight.summary, sight.new)]
    waits = [*summary.get("waits", ()), *episodes.missed(summary, asked_at, sight.answers)]
    return {**summary, "waits": sorted(waits)}


def _rings(clock: Clock) -> list[int]:
    """What is answered at the very moment it is due is answered in time."""
    if clock.state != "running" or clock.due_at is None:
        return []
    return [clock.due_at + 1, *([clock.warn_at] if clock.warn_at else [])]


def _told(clock: Clock, now: int) -> tuple[str, int | None]:
    """After it is broken, a warning comes too late."""
    if clock.state == "breached":
        return BREACH, clock.due_at
    if clock.state == "running" and clock.warn_at is not None and clock.warn_at <= now:
        return WARNING, clock.warn_at
    return "", None


def _notice(summary: Item, name: str, what: str, at: int, start: int) -> Part:
    said: dict[str, Any] = {"clock": name, "to": addressed(summary), "since": rfc3339(start)}
    said |= {"at": rfc3339(at), "priority": summary.get("priority") or "normal"}
    item = remark(summary, what, at, said, by="service-levels", ref=f"{what}-{name}")
    detail = {
        "id": str(MessageId.of(item)),
        "conversation": conversation_of(summary),
        "channel": summary["channel"],
        "account": summary["account"],
        **said,
    }
    return {
        "what": what,
        "item": to_wire(item),
        "detail": detail,
        "subject": _SUBJECTS[what],
        "mark": f"{_MARKS[what]}_{name}",
        "start": str(start),
    }
