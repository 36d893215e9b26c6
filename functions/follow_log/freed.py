"""Agents who have become free: whose turn it is then is woken, and looks for itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from shared import configuration
from shared.errors import Unavailable
from shared.observability import logger
from shared.routing import agents, turns
from shared.waking import WakeUp


def wake_ups_of(records: Iterable[Mapping[str, Any]]) -> list[WakeUp]:
    """Of those ``records`` of the stream that say that an agent has room, or is there again.

    One query for all agents, and one for each queue of theirs. Raises Unavailable. What else may
    go wrong, such as settings that nobody can read, must not stop the log: the sweep wakes them.
    """
    freed = {record["eventID"]: name for record in records if (name := _freed(record))}
    if not freed:
        return []
    cause = max(freed)
    try:
        known = configuration.load().agents
        teams = {team for name in freed.values() if name in known for team in known[name].teams}
        return [wake_up for team in sorted(teams) for wake_up in turns.wake_ups(team, cause)]
    except Unavailable:
        raise
    except (ClientError, ValueError, KeyError, TypeError) as error:
        logger.error("nobody was woken for a free agent", kind=type(error).__name__)
        return []


def _freed(record: Mapping[str, Any]) -> str:
    """The agent's name; "" for a record about something else."""
    after = record["dynamodb"].get("NewImage", {})
    if after.get("kind") != {"S": agents.KIND} or after.get("news") != {"S": agents.FREE}:
        return ""
    return str(after["sk"]["S"])
