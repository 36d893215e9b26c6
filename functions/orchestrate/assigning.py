"""Who gets the conversation: pure. Where agents are registered, routing finds out who of a team."""

from typing import Any, Final

from functions.orchestrate import reopening
from functions.orchestrate.sight import Part, Sight, decision, in_time
from shared.configuration.replies import Next
from shared.configuration.teams import Team
from shared.deciding import EVERYBODY

LOOKED_AGAIN: Final = "queue"  # the cause where no message is one


def part(sight: Sight) -> Part | None:
    """To whom a rule gives it, or the policy gives what the bot has; and whoever waits in a queue
    may be next.

    ``changes`` are the decision, unless ``route`` is there: then they are made of it, and what is
    in ``changes`` besides who gets it stands in any case.
    """
    if sight.reopening:
        return _again(sight, sight.reopening["team"], reopening.WHY, sight.reopening)
    given = sight.given or _by_policy(sight)
    if given:
        return _given(sight, given)
    kind, _, team = sight.summary["owner"].partition(":")
    queued = sight.summary.get("queued_at") is not None
    if kind != "team" or sight.summary["status"] != "open" or not (sight.talk or queued):
        return None
    if not sight.configuration.is_staffed(team):
        return None
    _look_again(sight, team)
    return _again(sight, team, "it is this one's turn" if queued else "nobody has it", {})


def _look_again(sight: Sight, team: str) -> None:
    """When there is something to tell whoever waits, and when others may help as well."""
    since, of = sight.summary.get("queued_at"), sight.configuration.teams.get(team) or Team(team)
    if since is None:
        return
    if of.tell_wait_after_ms:
        sight.look_again(since + of.tell_wait_after_ms)
    if of.relax_skills_after_ms and (sight.summary.get("skills") or sight.summary.get("language")):
        sight.look_again(since + of.relax_skills_after_ms)


def _by_policy(sight: Sight) -> Next | None:
    summary, policy = sight.summary, sight.configuration.policy
    if not sight.talk or summary["owner"] != "bot" or summary["status"] != "open":
        return None
    return Next(team=policy.team, agent=policy.agent) if policy.agent or policy.team else None


def _given(sight: Sight, given: Next) -> Part:
    configuration, policy = sight.configuration, sight.configuration.policy
    why = "given by a rule" if sight.given else "assigned by default"
    team, needs = given.team, _needs(given)
    if given.agent and given.agent not in configuration.agents:
        changes = {"owner": f"agent:{given.agent}", "assignee": given.agent, "team": team or None}
        return _made(sight, why, changes | needs)
    if given.agent:  # waits for the agent's team, if there is no room now
        team = team or next(iter(configuration.agents[given.agent].teams), "")
    team = team or policy.team or EVERYBODY
    to_team = {"owner": f"team:{team}", "assignee": None, "team": team}
    made = _made(sight, why, to_team | needs)
    if given.agent or configuration.is_staffed(team):
        made["route"] = {"team": team, "agent": given.agent}
    return made


def _needs(given: Next) -> dict[str, Any]:
    needs: dict[str, Any] = {"priority": given.priority} if given.priority else {}
    return needs | ({"skills": list(given.skills)} if given.skills else {})


def _again(sight: Sight, team: str, why: str, more: dict[str, Any]) -> Part:
    changes = {**more, "owner": f"team:{team}", "team": team, "assignee": None}
    # Who is in no team that has a queue can still get back what was the agent's before.
    alone = "" if sight.configuration.is_staffed(team) else sight.summary.get("assignee") or ""
    return {**_made(sight, why, changes), "route": {"team": team, "agent": alone}}


def _made(sight: Sight, why: str, changes: dict[str, Any]) -> Part:
    if sight.new:
        return decision(sight.new[0], why, changes)
    return in_time(LOOKED_AGAIN, why, changes, sight.now)
