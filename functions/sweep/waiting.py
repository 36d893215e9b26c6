"""Conversations that wait for an agent though one is free: since a shift begins earlier than it did
when they came, a wake-up was lost, or whoever was woken was too late."""

from shared import configuration, waking
from shared.observability import logger
from shared.routing import turns


def wake(now: int) -> int:
    """Wake whose turn it is in each team; how many. Raises Unavailable. Settings that nobody can
    read hold up nothing else of the sweep."""
    try:
        known = configuration.load().agents.values()
    except ValueError:
        logger.error("settings cannot be read, nobody was woken for a free agent")
        return 0
    teams = {team for agent in known for team in agent.teams}
    wake_ups = [one for team in sorted(teams) for one in turns.wake_ups(team, f"sweep {now}")]
    waking.send(wake_ups)
    return len(wake_ups)
