"""What the inbound workflow is to do, from what it has seen: pure.

Every part is idempotent by state: once it has been done, the plan made of what then stands no
longer contains it. So a run that comes back after a crash does the rest, and only the rest.
"""

import json
from typing import Any, Final

from functions.orchestrate import consent
from functions.orchestrate.rules import Rules
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.history import arrival
from shared.keys import MessageId
from shared.table import Item

BY: Final = "workflow:inbound"
DEFAULT_REPLY_EVERY_MS: Final = 6 * 3_600_000

Plan = dict[str, Any]


def plan(summary: Item, new: list[Item], rules: Rules, *, window_open: bool) -> Plan:
    """What to do about ``new``, inbound messages in the order of their arrival; at least one.

    The parts ``consent``, ``reopen`` and ``assign`` are decisions, ``reply`` is what the bot says;
    a part is None where nothing is to be done. ``through`` is how far the conversation is then
    handled. A message that arrived before the last decision does not undo it.
    """
    after = dict(summary)
    parts: Plan = dict.fromkeys(("consent", "reopen", "reply", "assign"))
    if changes := consent.changes(after, new):
        parts["consent"] = _decision(new[0], "the customer said so", changes)
        after |= changes
    talk = [
        message
        for message in new
        if message["type"] != "event"
        and not _for_another(message)
        and message["received_at"] >= summary.get("decided_at", 0)
        and not consent.about_consent(after, message)
    ]
    if talk and (changes := _reopening(after)):
        parts["reopen"] = _decision(new[0], "the customer wrote again", changes)
        after |= changes
    if window_open and not all(map(_for_another, new)):
        parts["reply"] = _reply(after, new, talk, rules)
    if talk and (changes := _assignment(after, rules)):
        parts["assign"] = _decision(new[0], "assigned by default", changes)
    return {**parts, "version": summary["version"], "through": max(map(arrival, new))}


def _for_another(message: Item) -> bool:
    """Whether another app has the conversation on the platform, so that it is the one to answer."""
    content = message.get("content") or ""
    # Most messages are none of these, and need not be read to know that.
    return '"standby"' in content and json.loads(content).get("standby") is True


def nothing_to_do(planned: Plan, handled_through: str) -> bool:
    idle = not any(planned[part] for part in ("consent", "reopen", "reply", "assign"))
    return idle and planned["through"] <= handled_through


def _decision(cause: Item, why: str, changes: dict[str, Any]) -> dict[str, Any]:
    # Its time is its cause's, so that a repetition ten minutes later is the same decision.
    message = str(MessageId.of(cause))
    return {"changes": changes, "why": why, "cause": message, "at": cause["received_at"]}


def _reopening(summary: Item) -> dict[str, Any]:
    """Snoozed and pending wait for the customer; after resolved a new episode begins, with whoever
    had the last one."""
    if summary["status"] == "open":
        return {}
    if summary["status"] != "resolved":
        return {"status": "open"}
    return {"status": "open", "episode": summary["episode"] + 1, "owner": _holder(summary)}


def _holder(summary: Item) -> str:
    if summary.get("assignee"):
        return f"agent:{summary['assignee']}"
    return f"team:{summary['team']}" if summary.get("team") else "bot"


def _reply(summary: Item, new: list[Item], talk: list[Item], rules: Rules) -> dict[str, Any] | None:
    """Each change of consent is confirmed once, an opt-out whoever holds the conversation; one
    that came as an event, the platform has confirmed.

    What came together with it gets no second answer, nor after a crash.
    """
    word, out = consent.turning(summary, new), summary["consent"] == "out"
    text = rules.opt_out_reply if out else rules.opt_in_reply
    heard = word is not None and word["type"] != "event"
    if word is None or not heard or not text or not (out or summary["owner"] == "bot"):
        return _answer(summary, talk, rules)
    if consent.confirmed(summary):
        return None
    since = summary["consent_since"]
    mark = {"name": consent.CONFIRMED, "value": since, "unless_above": since - 1}
    purpose = OPT_OUT_CONFIRMATION if out else "opt-in-confirmation"
    return _saying(word, purpose, text, purpose, [mark])


def _answer(summary: Item, talk: list[Item], rules: Rules) -> dict[str, Any] | None:
    """A greeting once an episode, or else the default reply, at most every six hours."""
    silent = summary["owner"] != "bot" or summary["consent"] == "out"
    if silent or not talk or summary["status"] != "open":
        return None
    now, episode = talk[-1]["received_at"], summary["episode"]
    replied: dict[str, Any] = {"name": "auto_replied_at", "value": now}
    if rules.greeting and summary.get("greeted", 0) < episode:
        greeted = {"name": "greeted", "value": episode, "unless_above": episode - 1}
        return _saying(talk[0], "greeting", rules.greeting, "reply", [greeted, replied])
    replied["unless_above"] = now - DEFAULT_REPLY_EVERY_MS
    if rules.default_reply and summary.get("auto_replied_at", 0) <= replied["unless_above"]:
        return _saying(talk[0], "default-reply", rules.default_reply, "reply", [replied])
    return None


def _saying(
    trigger: Item, rule: str, text: str, purpose: str, marks: list[dict[str, Any]]
) -> dict[str, Any]:
    message = str(MessageId.of(trigger))
    return {"trigger": message, "rule": rule, "text": text, "purpose": purpose, "marks": marks}


def _assignment(summary: Item, rules: Rules) -> dict[str, Any]:
    if summary["owner"] != "bot" or summary["status"] != "open" or not (rules.agent or rules.team):
        return {}
    owner = f"agent:{rules.agent}" if rules.agent else f"team:{rules.team}"
    return {"owner": owner, "assignee": rules.agent or None, "team": rules.team or None}
