"""Who gets the conversation: pure."""

from typing import Any

from functions.orchestrate.sight import Part, Sight, decision
from shared.configuration import Next, Policy
from shared.deciding import EVERYBODY


def part(sight: Sight) -> Part | None:
    """From the bot to whom the answer leads, or else, unless the bot keeps it, the policy."""
    if not sight.talk or not sight.with_bot:
        return None
    if sight.then and sight.then.resolve:
        return decision(sight.new[0], "what the customer wanted is done", {"status": "resolved"})
    policy = sight.configuration.policy
    if sight.then:
        return decision(sight.new[0], "what was answered leads there", _led(sight.then, policy))
    if sight.kept or not (policy.agent or policy.team):
        return None
    return decision(sight.new[0], "assigned by default", _by_policy(policy))


def _led(then: Next, policy: Policy) -> dict[str, Any]:
    if then.agent:
        return _to(then.agent, then.team)
    return _to("", then.team) if then.team else _by_policy(policy)


def _by_policy(policy: Policy) -> dict[str, Any]:
    return _to(policy.agent, policy.team)


def _to(agent: str, team: str) -> dict[str, Any]:
    owner = f"agent:{agent}" if agent else f"team:{team or EVERYBODY}"
    named = team or ("" if agent else EVERYBODY)
    return {"owner": owner, "assignee": agent or None, "team": named or None}
