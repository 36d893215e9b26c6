"""Who gets what the bot has to leave to people: pure."""

from typing import Any

from shared.configuration import Policy
from shared.holders import EVERYBODY


def to_people(policy: Policy) -> dict[str, Any]:
    """The changes of a decision that gives a conversation to whom ``policy`` names."""
    if policy.agent:
        return {"owner": f"agent:{policy.agent}", "assignee": policy.agent}
    team = policy.team or EVERYBODY
    return {"owner": f"team:{team}", "team": team}
