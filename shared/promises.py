"""What was promised to the customer of a conversation, by its team and priority: pure."""

from collections.abc import Sequence
from dataclasses import replace

from shared import episodes
from shared.configuration import Configuration
from shared.service_levels import Clock, Facts, Targets, clocks
from shared.table import Item

NORMAL = "normal"


def promised(summary: Item, configuration: Configuration, now: int) -> dict[str, Clock]:
    """The clocks of its service levels, by name; none where nothing was promised or asked."""
    team = configuration.teams.get(summary.get("team") or "")
    if team is None or not team.service_levels or not summary.get("opened_at"):
        return {}
    found = clocks(
        _facts(summary),
        Targets.parse(team.service_levels, summary.get("priority") or NORMAL),
        configuration.calendar(team.id),
        now,
        warn_percent=round(configuration.policy.warn_at * 100),
    )
    if configuration.policy.warn_at:
        return found
    return {name: replace(clock, warn_at=None) for name, clock in found.items()}


def answered_late(summary: Item, configuration: Configuration) -> list[tuple[int, int]]:
    """Of waits that an answer has ended: since when, and when that answer was due, for each to
    which it came later. The oldest first."""
    found = []
    for since, until in summary.get("waits", ()):
        waited = {"opened_at": since, "first_answered_at": since, "agent_answered_at": since - 1}
        waited |= {"waiting_since": since, "resolved_at": until}
        clock = promised({**summary, **waited}, configuration, until).get("next")
        if clock and clock.state == "breached" and clock.due_at is not None:
            found.append((since, clock.due_at))
    return found


def overtaken(summary: Item, messages: Sequence[Item], configuration: Configuration) -> bool:
    """Whether people answered after one of ``messages`` had arrived and before it was looked at;
    False where nobody has promised anything."""
    if not any(team.service_levels for team in configuration.teams.values()):
        return False
    answered_at = summary.get("agent_answered_at", 0)
    return any(message["received_at"] < answered_at for message in messages)


def started(summary: Item, clock: str) -> int:
    """When ``clock`` began to run, which tells its runs apart."""
    return int(summary["waiting_since" if clock == "next" else "opened_at"])


def any_hangs_on_time(configuration: Configuration) -> bool:
    """Whether a decision may mean that the conversation must be looked at at some time."""
    if configuration.policy.resolve_after_ms or configuration.policy.survey:
        return True
    return any(team.service_levels for team in configuration.teams.values())


def _facts(summary: Item) -> Facts:
    return Facts(
        opened_at=summary["opened_at"],
        first_answer_at=episodes.first_answer_at(summary),
        waiting_since=episodes.waiting_since(summary),
        resolved_at=summary.get("resolved_at"),
        pauses=[
            (pause[0], pause[1] if pause[1:] else None) for pause in summary.get("pauses") or ()
        ],
    )
