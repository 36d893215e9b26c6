"""What the window workflow is to do when a timer rings, from what it has seen: pure.

A window is looked at in time for a reminder, shortly before its end if somebody still waits, and
at its end. What is done at each is known by state, so a timer that rings twice, late or out of
turn does what has not been done, and only that.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from shared import window
from shared.channels import Window
from shared.clock import rfc3339
from shared.conversations import conversation_of
from shared.history import ref_of
from shared.keys import MessageId
from shared.planning.remarks import addressed, remark
from shared.planning.unanswered import waiting
from shared.table import Item

REMINDER: Final = "window-reminder"
ESCALATION: Final = "window-escalation"

Plan = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WindowRules:
    """What is said by itself to a customer who waits; nothing unless somebody wants it."""

    last_message: str = ""  # shortly before the end
    template: dict[str, Any] = field(default_factory=dict)  # after it: name, language, slots


def plan(summary: Item, messages: list[Item], end: int, now: int, rules: WindowRules) -> Plan:
    """What to do about the window that was to end at ``end``.

    ``messages`` are those since it was opened. ``ring`` is when to look again, ``notice`` who is
    told that a customer waits, ``say`` what the customer is told, ``closing`` the event that ends
    the window; a part is None where nothing is to be done.
    """
    rule = window.rule_of(summary["channel"])
    end = window.moved_to(messages, end)
    parts: Plan = dict.fromkeys(("ring", "notice", "say", "closing"))
    if rule is None:
        return parts
    remind_at, last_call = end - rule.remind_before_ms, end - rule.last_call_before_ms
    asked = waiting(summary, messages, end - rule.lasts_ms, end)
    if now < end:
        rings = [remind_at, last_call if asked else end, end]
        parts["ring"] = {"at": next(at for at in rings if at > now), "end": end}
    else:
        parts["closing"] = _event(summary, window.CLOSED, end, {})
    if asked and now >= remind_at:
        parts["notice"] = _notice(summary, asked, messages, end, rule, now)
        if summary.get("consent") != "out":
            parts["say"] = _saying(asked, rules, end, last_call, now)
    return parts


def _notice(
    summary: Item, asked: Item, messages: list[Item], end: int, rule: Window, now: int
) -> Plan | None:
    """The reminder first; the team hears of it too if an agent was reminded in vain."""
    remind_at, last_call = end - rule.remind_before_ms, end - rule.last_call_before_ms
    agent, team = summary.get("assignee"), summary.get("team")
    if not _was_told(messages, REMINDER, remind_at):
        return _telling(summary, asked, REMINDER, addressed(summary), remind_at, end)
    in_vain = last_call <= now < end and agent and team
    if in_vain and not _was_told(messages, ESCALATION, last_call):
        return _telling(summary, asked, ESCALATION, f"team:{team}", last_call, end)
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
