"""A customer who writes again opens the conversation, and so does the end of a snooze: pure."""

from typing import Any

from functions.orchestrate.sight import Part, Sight, decision, in_time
from shared.table import Item


def part(sight: Sight) -> Part | None:
    """Snoozed and pending wait for the customer; after resolved a new episode begins, with whoever
    had the last one."""
    if changes := _reopening(sight.summary) if any(map(sight.is_news, sight.talk)) else {}:
        return decision(sight.new[0], "the customer wrote again", changes)
    return _waking(sight)


def _waking(sight: Sight) -> Part | None:
    until = sight.summary.get("snoozed_until")
    if sight.summary["status"] != "snoozed" or until is None:
        return None
    if until > sight.now:
        sight.look_again(until)
        return None
    return in_time(f"snooze:{until}", "the snooze ended", {"status": "open"}, until)


def _reopening(summary: Item) -> dict[str, Any]:
    if summary["status"] == "open":
        return {}
    if summary["status"] != "resolved":
        return {"status": "open"}
    return {"status": "open", "episode": summary["episode"] + 1, "owner": _holder(summary)}


def _holder(summary: Item) -> str:
    if summary.get("assignee"):
        return f"agent:{summary['assignee']}"
    return f"team:{summary['team']}" if summary.get("team") else "bot"
