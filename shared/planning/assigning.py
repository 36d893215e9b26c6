"""Who gets the conversation: pure. Where agents are registered, routing finds out who of a team."""

from typing import Any, Final

from shared.configuration import Next, Team
from shared.planning import reopening, shifts
from shared.planning.people import needs, to_people
from shared.planning.sight import Part, Sight, decision, in_time
from shared.wording import languages

LOOKED_AGAIN: Final = "queue"  # the cause where no message is one


def part(sight: Sight) -> Part | None:
    """From the bot to people; to whoever had it before; and whoever waits in a queue may be next.

    ``changes`` are the decision, unless ``route`` is there: then they are made of it, and what is
    in ``changes`` besides who gets it stands in any case.
    """
    if sight.reopening:
        return _reopened(sight, sight.reopening)
    if sight.summary["owner"] in sight.configuration.gone:
        return _from_who_is_gone(sight)
    return _from_the_bot(sight) if sight.with_bot else _from_the_queue(sight)


def _from_the_bot(sight: Sight) -> Part | None:
    """To whom the answer leads, or else, unless the bot keeps it, the policy."""
    if not sight.talk:
        return None
    if sight.then and sight.then.resolve:
        return decision(sight.new[0], "what the customer wanted is done", {"status": "resolved"})
    if sight.then:
        return given(sight, sight.then, sight.because or "what was answered leads there")
    if sight.stopped:  # somebody gave it back to a bot that says no more
        return given(sight, Next(), "automation stopped")
    policy = sight.configuration.policy
    if sight.kept or not (policy.agent or policy.team):
        return None
    return given(sight, Next(), "assigned by default")


def _from_who_is_gone(sight: Sight) -> Part | None:
    """To the team that it was for, or else the policy: the inbox of whom an admin has removed is
    nobody's."""
    if sight.summary["status"] not in ("open", "pending"):
        return None
    _, _, name = sight.summary["owner"].partition(":")
    return given(sight, Next(team=sight.summary.get("team") or ""), f"{name} was removed")


def _from_the_queue(sight: Sight) -> Part | None:
    kind, _, team = sight.summary["owner"].partition(":")
    queued = sight.summary.get("queued_at") is not None
    if kind != "team" or sight.summary["status"] != "open" or not (sight.talk or queued):
        return None
    if not sight.configuration.is_staffed(team):
        return None
    _look_again(sight, team)
    return _again(sight, team, "it is this one's turn" if queued else "nobody has it")


def _look_again(sight: Sight, team: str) -> None:
    """When there is something to tell whoever waits, when others may help as well, and when a shift
    of somebody begins who could."""
    since, of = sight.summary.get("queued_at"), sight.configuration.teams.get(team) or Team(team)
    if since is None:
        return
    if of.tell_wait_after_ms:
        sight.look_again(since + of.tell_wait_after_ms)
    speaks = languages.known(sight.summary, sight.configuration.policy)
    if of.relax_skills_after_ms and (sight.summary.get("skills") or speaks):
        sight.look_again(since + of.relax_skills_after_ms)
    if begin := shifts.next_begin(sight, of, since):
        sight.look_again(begin)


def given(sight: Sight, to: Next, why: str) -> Part:
    """To whom ``to`` names, or else the policy; everybody where nobody is named."""
    changes, route = to_people(sight.configuration, to)
    made = _made(sight, why, changes | needs(to))
    return {**made, "route": route} if route else made


def _again(sight: Sight, team: str, why: str) -> Part:
    changes = {"owner": f"team:{team}", "team": team, "assignee": None}
    return {**_made(sight, why, changes), "route": {"team": team, "agent": _alone(sight, team)}}


def _reopened(sight: Sight, made: Part) -> Part:
    """Whom a survey's answer leads to; who has put it off by hand gets it back first, if there is
    room."""
    if "route" in made:
        return made
    team, put_off = made["changes"]["team"], made["why"] == reopening.SNOOZED
    agent = sight.summary.get("assignee") or "" if put_off else _alone(sight, team)
    changes = {**made["changes"], "assignee": None}
    return {**made, "changes": changes, "route": {"team": team, "agent": agent}}


def _alone(sight: Sight, team: str) -> str:
    """Who is in no team that has a queue can still get back what was the agent's before."""
    return "" if sight.configuration.is_staffed(team) else sight.summary.get("assignee") or ""


def _made(sight: Sight, why: str, changes: dict[str, Any]) -> Part:
    if sight.new:
        return decision(sight.new[0], why, changes)
    return in_time(LOOKED_AGAIN, why, changes, sight.now)
