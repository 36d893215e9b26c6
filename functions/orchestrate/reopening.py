"""A customer who writes again opens the conversation: pure."""

from typing import Any

from functions.orchestrate.sight import Part, Sight, decision
from shared.table import Item


def part(sight: Sight) -> Part | None:
    """Snoozed and pending wait for the customer; after resolved a new episode begins, with whoever
    had the last one."""
    changes = _reopening(sight.summary) if sight.talk else {}
    return decision(sight.new[0], "the customer wrote again", changes) if changes else None


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
