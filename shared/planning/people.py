"""Who gets what the bot has to leave to people: pure."""

from dataclasses import replace
from typing import Any

from shared.configuration import Configuration, Next
from shared.holders import EVERYBODY

_POLICYS = Next()


def to_people(
    given: Configuration, to: Next = _POLICYS
) -> tuple[dict[str, Any], dict[str, str] | None]:
    """The changes of a decision that gives a conversation to whom ``to`` names, or else the policy,
    or else everybody; and the ``team`` and the ``agent`` ("" for nobody in particular) of whom
    routing is to find one who is free, None where nobody of them is registered."""
    to = _there(given, to)
    policy, named = given.policy, to.agent or to.team
    agent, team = (to.agent, to.team) if named else (policy.agent, policy.team)
    if agent and agent not in given.agents:
        return {"owner": f"agent:{agent}", "assignee": agent, "team": team or None}, None
    if agent:  # waits for the agent's team, if there is no room now
        team = team or next(iter(given.agents[agent].teams), "")
    team = team or (policy.team if agent else "") or EVERYBODY
    changes = to_team(team)
    routed = bool(agent) or given.is_staffed(team)
    return changes, {"team": team, "agent": agent} if routed else None


def _there(given: Configuration, to: Next) -> Next:
    """``to`` without whom an admin has removed, as a program may still name."""
    agent = "" if f"agent:{to.agent}" in given.gone else to.agent
    return replace(to, agent=agent, team="" if f"team:{to.team}" in given.gone else to.team)


def to_team(team: str) -> dict[str, Any]:
    return {"owner": f"team:{team}", "assignee": None, "team": team}


def queue_of(given: Configuration, agent: str, team: str | None) -> str:
    """The team whose queue holds what is the registered ``agent``'s, and ``team``'s if it was for
    one, while the agent has no room; everybody where nobody works through a queue of theirs."""
    teams = (team, given.policy.team, *given.agents[agent].teams)
    return next((name for name in teams if name and given.is_staffed(name)), "") or EVERYBODY


def needs(to: Next) -> dict[str, Any]:
    """The changes of what whoever gets it should know, and how urgent it is."""
    urgent: dict[str, Any] = {"priority": to.priority} if to.priority else {}
    return urgent | ({"skills": list(to.skills)} if to.skills else {})
