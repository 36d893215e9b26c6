"""How much automation may say: to one person, on one account, in the same words; and when it talks
to another machine. Pure, but for the few messages that are read where there may be such a talk."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from shared import accounts, clock, history
from shared.configuration import Configuration
from shared.configuration.policy import Policy
from shared.drafts import AUTOMATIC, CONFIRMATIONS, NOTICE, OPT_OUT_CONFIRMATION, Draft
from shared.errors import BudgetSpent
from shared.limits import alike, budgets, warned
from shared.table import Item

HOUR_MS: Final = 3_600_000
SAID: Final = "automatic"  # on the summary: what was said of late, by the hour and the last times
_SUSPICIOUS: Final = 3  # automatic messages within an hour: then the texts are compared
_LOOKED_AT: Final = 12


def guard(summary: Item, draft: Draft, wanted: Configuration) -> None:
    """Count ``draft`` if it is automatic. Raises BudgetSpent if it is too much, or if the platform
    has warned the account.

    One write for the account, none where it has no budget. A message that is refused later, because
    somebody was faster, has been counted all the same.
    """
    policy, now = wanted.policy, clock.now_ms()
    if draft.author_kind not in AUTOMATIC:
        return
    account = accounts.key(summary["channel"], summary["account"])
    warning = warned.standing(wanted.warned, account, now)
    if warning and draft.purpose not in CONFIRMATIONS:
        raise BudgetSpent(warning.reason, warning.why, warning.since, warning.until)
    if reason := _for_one(summary, draft, policy, now):
        raise BudgetSpent(reason, WHY[reason])
    # Whoever opts out is told that it was understood, however much was said to others.
    if draft.purpose != OPT_OUT_CONFIRMATION and (reason := _for_account(summary, draft, policy)):
        raise BudgetSpent(reason, WHY[reason])


def _for_one(summary: Item, draft: Draft, policy: Policy, now: int) -> str:
    reason = for_person(summary, policy, now)
    if draft.purpose == NOTICE:  # answers nobody, so it is in no talk
        return reason if reason == "person" else ""
    if reason == "loop" and chooses(history.newest(summary, None, 2 * policy.loop_turns)):
        reason = ""
    return reason or _for_talk(summary, policy, now)


WHY: Final[Mapping[str, str]] = {
    "person": "automation stopped: it has said as much to this customer as it may in an hour",
    "account": "automation stopped: it has said as much on this account as it may in an hour",
    "text": "automation stopped: it has said the same as often as it may in an hour",
    "loop": "automation stopped: so many answers in so short a time are a talk with a machine",
    "alike": "automation stopped: the customer says the same again and again, as machines do",
}


def for_person(summary: Mapping[str, Any], policy: Policy, now: int) -> str:
    """Why the customer of ``summary`` may be told no more by itself at ``now``; "" if they may."""
    said = summary.get(SAID) or {}
    count = said["said"] if said.get("hour") == now // HOUR_MS else 0
    if policy.budget_per_person and count >= policy.budget_per_person:
        return "person"
    turns = said.get("at", ())
    if not policy.loop_turns or len(turns) < policy.loop_turns:
        return ""
    quick = now - turns[-policy.loop_turns] <= policy.loop_within_s * 1000
    return "loop" if quick else ""


def after(
    summary: Mapping[str, Any], policy: Policy, now: int, *, turn: bool = True
) -> dict[str, Any]:
    """What the summary holds of it once one more was said at ``now``; as long as it must be.
    ``turn``: whether it may be one of a talk."""
    said = summary.get(SAID) or {}
    hour = now // HOUR_MS
    count = said["said"] if said.get("hour") == hour else 0
    kept = max(policy.loop_turns, _SUSPICIOUS)
    turns = [*said.get("at", ()), *([now] if turn else [])]
    return {"hour": hour, "said": count + 1, "at": turns[-kept:]}


def chooses(messages: Iterable[Item]) -> bool:
    """Whether the customer of ``messages`` has chosen something that was offered: people go through
    menus quickly, and machines do not."""
    theirs = (m.get("content") or "{}" for m in messages if m["direction"] == "inbound")
    return any("reply" in json.loads(content) for content in theirs)


def is_talk(messages: Iterable[Item]) -> bool:
    """Whether ``messages``, newest first, are the talk of two machines: the customer's last texts
    are near to each other, or to what was said to them automatically."""
    texts = [m for m in messages if m["type"] == "text"]
    theirs = [m["text"] for m in texts if m["direction"] == "inbound"][:_SUSPICIOUS]
    ours = [m["text"] for m in texts if m["author_kind"] in AUTOMATIC]
    if len(theirs) < _SUSPICIOUS:
        return False
    repeated = all(alike.near(one, theirs[0]) for one in theirs[1:])
    echoed = sum(any(alike.near(one, other) for other in ours) for one in theirs)
    return repeated or echoed >= _SUSPICIOUS - 1


def for_talk(summary: Mapping[str, Any], policy: Policy, newest: Iterable[Item], now: int) -> str:
    """The same by what is said: ``newest`` are the last messages, newest first, and are looked at
    only where so much was said automatically that it may be a talk of machines."""
    turns = (summary.get(SAID) or {}).get("at", ())
    if not policy.loop_turns or sum(now - at <= HOUR_MS for at in turns) < _SUSPICIOUS:
        return ""
    return "alike" if is_talk(islice(newest, _LOOKED_AT)) else ""


def _for_talk(summary: Item, policy: Policy, now: int) -> str:
    return for_talk(summary, policy, _newest(summary), now)


def _newest(summary: Item) -> Iterator[Item]:
    """Read when somebody looks at them."""
    yield from history.newest(summary, None, _LOOKED_AT)


def _for_account(summary: Item, draft: Draft, policy: Policy) -> str:
    text = draft.text or str(draft.content.get("name", ""))
    if draft.purpose == NOTICE:  # of a template that says to each what is theirs
        text = f"{text}\0{json.dumps(draft.content, sort_keys=True)}"
    return budgets.spend(
        summary["channel"],
        summary["account"],
        text,
        per_account=policy.budget_per_account,
        per_text=policy.budget_per_text,
    )
