"""What the window workflow is to do when a timer rings, from what it has seen: pure.

A window is looked at in time for a reminder, shortly before its end if there would be something
to do, and at its end. What is done at each is known by state, so a timer that rings twice, late or
out of turn does what has not been done, and only that.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from shared.channels import Window
from shared.clock import rfc3339
from shared.conversations import conversation_of
from shared.history import ref_of
from shared.ids import MessageId
from shared.planning.remarks import addressed, remark
from shared.planning.unanswered import waiting
from shared.table import Item
from shared.windows import timer, window

REMINDER: Final = "window-reminder"
ESCALATION: Final = "window-escalation"

Plan = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WindowRules:
    """What is said by itself to a customer who waits; nothing unless somebody wants it."""

    last_message: str = ""  # shortly before the end
    template: dict[str, Any] = field(default_factory=dict)  # after it: name, language, slots


@dataclass(frozen=True, slots=True)
class _Times:
    """What happens when in a window that ends at ``end``, in ms."""

    end: int
    chain: int  # the end that its rings go by
    remind_at: int
    talk_from: int  # whoever was reminded since then was reminded of this talk
    last_call: int


def plan(summary: Item, messages: list[Item], end: int, now: int, rules: WindowRules) -> Plan:
    """What to do about the window that was to end at ``end``.

    ``messages`` are those since it was opened. ``ring`` is when to look again, and the end that
    names the chain of rings: ``end`` as long as the window has hardly moved. ``notice`` is who is
    told that a customer waits, ``say`` what the customer is told, ``closing`` the event that ends
    the window; a part is None where nothing is to be done.
    """
    rule = window.rule_of(summary["channel"])
    parts: Plan = dict.fromkeys(("ring", "notice", "say", "closing"))
    if rule is None:
        return parts
    times = _times(rule, end, window.moved_to(messages, end))
    asked = waiting(summary, messages, times.end - rule.lasts_ms, times.end)
    if now < times.end:
        parts["ring"] = {"at": _next(times, summary, asked, rules, now), "end": times.chain}
    else:
        parts["closing"] = _event(summary, window.CLOSED, times.end, {})
    if asked and now >= times.remind_at:
        parts["notice"] = _notice(summary, asked, messages, times, now)
        if summary.get("consent") != "out":
            parts["say"] = _saying(asked, rules, times.end, times.last_call, now)
    return parts


def _times(rule: Window, began: int, end: int) -> _Times:
    """A window that has hardly moved has its reminder when it was first to be given."""
    talk = timer.talk_ms(rule)
    chain = began if end - began <= talk else end
    return _Times(
        end=end,
        chain=chain,
        remind_at=chain - rule.remind_before_ms,
        talk_from=end - rule.remind_before_ms - talk,
        last_call=end - rule.last_call_before_ms,
    )


def _next(times: _Times, summary: Item, asked: Item | None, rules: WindowRules, now: int) -> int:
    # Who has no agent now may be given to one who is then reminded in vain.
    helps = asked and (rules.last_message or summary.get("team"))
    rings = (times.remind_at, times.last_call if helps else times.end, times.end)
    return next(at for at in rings if at > now)


def _has_team(summary: Item) -> bool:
    """Whether there is a team to hear of an agent who was reminded in vain."""
    return bool(summary.get("assignee") and summary.get("team"))


def _notice(
    summary: Item, asked: Item, messages: list[Item], times: _Times, now: int
) -> Plan | None:
    """The reminder first; the team hears of it too if an agent was reminded in vain."""
    end, last_call = times.end, times.last_call
    if not _was_told(messages, REMINDER, times.talk_from):
        return _telling(summary, asked, REMINDER, addressed(summary), times.remind_at, end)
    in_vain = last_call <= now < end and _has_team(summary)
    if in_vain and not _was_told(messages, ESCALATION, last_call):
        return _telling(summary, asked, ESCALATION, f"team:{summary['team']}", last_call, end)
    return None


def _was_told(messages: list[Item], what: str, at: int) -> bool:
    """Whether the remark lies in the log already, of this window or of a later one."""
    return any(ref_of(m["sk"]) == what and m["sent_at"] >= at for m in messages)


def _telling(summary: Item, asked: Item, what: str, to: str, at: int, end: int) -> Plan:
    said = {"to": to, "message": str(MessageId.of(asked)), "window_end": end}
    item = _event(summary, what, at, said)
    detail = {
        "id": str(MessageId.of(item)),
        "conversation": conversation_of(summary),
        "channel": summary["channel"],
        "account": summary["account"],
        **said,
        "window_end": rfc3339(end),
    }
    return {"what": what, "item": item, "detail": detail}


def _saying(asked: Item, rules: WindowRules, end: int, last_call: int, now: int) -> Plan | None:
    told = {"trigger": str(MessageId.of(asked)), "author": "system"}
    if last_call <= now < end and rules.last_message:
        rule = "window-last-message"
        said = {"type": "text", "text": rules.last_message, "content": {}}
        return {**told, **said, "rule": rule, "purpose": rule, "at": last_call}
    if now >= end and rules.template:
        rule = "window-template"
        said = {"type": "template", "text": "", "content": rules.template}
        return {**told, **said, "rule": rule, "purpose": rule, "at": end}
    return None


def _event(summary: Item, what: str, at: int, said: dict[str, Any]) -> Item:
    return remark(summary, what, at, said, by="window", ref=what)
