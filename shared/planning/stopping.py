"""Automation that may say no more leaves the conversation to people, and admins hear of it."""

from typing import Any, Final

from shared import clock, metrics, table
from shared.clock import rfc3339
from shared.configuration import Next
from shared.conversations import conversation_of
from shared.errors import BudgetSpent
from shared.limits import budgets
from shared.planning.assigning import given
from shared.planning.sight import Part, Sight
from shared.table import Item

NOTICE: Final = "automation-stopped"


def part(sight: Sight, run: str) -> Part | None:
    """What is to be done, as ``assigning.part`` tells it, if what ``run`` says is too much: people
    get what the bot has, and in this episode nothing more is said by itself. Pure."""
    summary = sight.summary
    if summary["owner"] != "bot":
        return None
    made = given(sight, Next(), "automation stopped")
    made["changes"]["stopped"] = summary["episode"]
    if not sight.configuration.agents:
        made["uncounted"] = True
    return {**made, "cause": run}


def told(summary: Item, spent: BudgetSpent) -> dict[str, Any]:
    """``why`` it is not said, and the ``notice`` to admins with where to remember that they were
    told; None if they were: of a warning once, of what is too much within this hour. Raises
    Unavailable."""
    mark = f"told_{spent.reason}"
    pk, sk = budgets.key(summary["channel"], summary["account"])
    if spent.until:
        sk = f"warned#{spent.since:013d}"
    if mark in (table.get(pk, sk) or {}):
        return {"why": spent.why, "notice": None}
    where = {"channel": str(summary["channel"]), "account": str(summary["account"])}
    metrics.count("AutomationStopped", spent.reason, **where)
    now = clock.now_ms()
    detail = {
        "conversation": conversation_of(summary),
        **where,
        "reason": spent.reason,
        "why": spent.why,
        "at": rfc3339(now),
        **({"until": rfc3339(spent.until)} if spent.until else {}),
    }
    expires = str(max(now, spent.until) // 1000 + budgets.KEPT_S)
    remember = {"pk": pk, "sk": sk, "mark": mark, "at": str(now), "expires": expires}
    return {"why": spent.why, "notice": {"what": NOTICE, "detail": detail, **remember}}
