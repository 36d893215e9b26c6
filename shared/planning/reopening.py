"""A customer who writes again opens the conversation, and so does the end of a snooze: pure."""

from typing import Any, Final

from shared.configuration import Next
from shared.planning.asking_rules import leads_elsewhere
from shared.planning.people import needs, queue_of, to_people
from shared.planning.sight import Part, Sight, decision, in_time
from shared.table import Item

WHY: Final = "the customer wrote again"
SNOOZED: Final = "the snooze ended"


def part(sight: Sight) -> Part | None:
    """Snoozed and pending wait for the customer; after resolved a new episode begins, with whoever
    had the last one. Where that is for routing to say, it does both in one decision."""
    changes = _reopening(sight) if any(map(sight.is_news, sight.talk)) else {}
    made = decision(sight.talk[0], WHY, changes) if changes else _waking(sight)
    if changes and made and sight.led:
        return _led(sight, made, sight.led)
    if made is None or not (team := _team_that_routes(sight)):
        return made
    to_team = {**made["changes"], "owner": f"team:{team}", "team": team}
    sight.reopening = {**made, "changes": to_team}
    sight.summary |= to_team
    return None


def _led(sight: Sight, made: Part, to: Next) -> Part | None:
    """With whom the answer to a survey wants it to go on, rather than whoever had it."""
    whose, route = to_people(sight.configuration, to)
    made = {**made, "changes": {**made["changes"], **whose, **needs(to)}}
    if route is None:
        return made
    sight.reopening = {**made, "route": route}
    sight.summary |= made["changes"]
    return None


def _waking(sight: Sight) -> Part | None:
    until = sight.summary.get("snoozed_until")
    if sight.summary["status"] != "snoozed" or until is None:
        return None
    if until > sight.now:
        sight.look_again(until)
        return None
    return in_time(f"snooze:{until}", SNOOZED, {"status": "open"}, until)


def _reopening(sight: Sight) -> dict[str, Any]:
    summary = sight.summary
    if summary["status"] == "open":
        return {}
    if summary["status"] != "resolved":
        return {"status": "open"}
    return {"status": "open", "episode": summary["episode"] + 1, **_whose(summary, sight)}


def _whose(summary: Item, sight: Sight) -> dict[str, Any]:
    """Whoever had the last one, unless an admin has removed them, or a rule about the notice that
    was answered names somebody."""
    if leads_elsewhere(sight, sight.talk):
        return {"owner": "bot", "assignee": None}
    gone, had = sight.configuration.gone, _holder(summary)
    if had not in gone:
        return {"owner": had}
    team = f"team:{summary['team']}" if summary.get("team") else "bot"
    return {"owner": "bot" if team in gone else team, "assignee": None}


def _holder(summary: Item) -> str:
    if summary.get("assignee"):
        return f"agent:{summary['assignee']}"
    return f"team:{summary['team']}" if summary.get("team") else "bot"


def _team_that_routes(sight: Sight) -> str:
    """Whose queue it goes through; "" for a pending one, which its agent has kept, and where nobody
    is registered."""
    summary, given = sight.summary, sight.configuration
    resolved = summary["status"] == "resolved"
    holder = _whose(summary, sight)["owner"] if resolved else summary["owner"]
    kind, _, name = holder.partition(":")
    if kind == "team":
        return name if given.is_staffed(name) else ""
    if kind != "agent" or name not in given.agents or summary["status"] == "pending":
        return ""
    return queue_of(given, name, summary.get("team"))
