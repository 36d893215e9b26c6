"""What settings lead to, or name, must be there when they are written."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Any

from functions.agent_api import naming, sayable
from functions.agent_api.problems import escaped
from shared import configuration
from shared.channels import CHANNELS
from shared.configuration import Agent, Configuration, Next, Policy, Reply, Rule, Team, stored
from shared.configuration.bots import Bot
from shared.configuration.slots import is_broken
from shared.settings import settings

Places = Iterator[tuple[str, Next]]


def rule(name: str, said: Mapping[str, Any]) -> Rule:
    """As parsed. Raises ValueError that names what is wrong, or missing."""
    made = Rule.parse(name, said)
    _check_channels(said)
    _check(iter([("then", made.then)]), configuration.load())
    return made


def reply(name: str, said: Mapping[str, Any]) -> Reply:
    """As parsed; it may lead to itself. Raises ValueError that names what is wrong, or missing."""
    made = Reply.parse(name, said)
    prefix = "steps/{}/" if "steps" in said else ""
    sayable.check(made, prefix)
    _check(_in_reply(made, prefix), configuration.load(), name)
    _check_slots(made)
    return made


def bot(name: str, said: Mapping[str, Any]) -> Bot:
    """As parsed. Raises ValueError that names what is wrong, or missing."""
    made = Bot.parse(name, said)
    _check(iter([("otherwise", made.otherwise)]), configuration.load())
    return made


def team(name: str, said: Mapping[str, Any]) -> Team:
    """As parsed. Raises ValueError that names what is wrong, or missing."""
    made = Team.parse(name, said)
    _check_named("hours", "calendar", made.hours, configuration.load().calendars)
    return made


def agent(name: str, said: Mapping[str, Any]) -> Agent:
    """As parsed. Raises ValueError that names what is wrong, or missing."""
    made, there = Agent.parse(name, said), configuration.load()
    _check_named("shifts", "calendar", made.shifts, there.calendars)
    for number, one in enumerate(made.teams):
        _check_named(f"teams/{number}", "team", one, there.teams)
    for channel in made.weights:
        _check_named(f"weights/{escaped(channel)}", "channel", channel, CHANNELS)
    return made


def policy(name: str, said: Mapping[str, Any]) -> Policy:
    """As parsed; what holds already may be written again. Raises ValueError that names what is
    wrong, or missing."""
    made = Policy.parse(said)
    _check_policy(made, configuration.load())
    return made


def changes(said: Mapping[str, Any]) -> None:
    """Of ``rules``, ``replies`` and a ``policy`` that are tried together, each checked beside the
    others. Raises ValueError that names what is wrong, or missing."""
    there = configuration.load()
    replies = {name: Reply.parse(name, one) for name, one in (said.get("replies") or {}).items()}
    there = replace(there, replies={**there.replies, **replies})
    for number, one in enumerate(said.get("rules") or ()):
        rest = {name: value for name, value in one.items() if name != "id"}
        _check_channels(rest, f"rules/{number}/")
        _check(iter([(f"rules/{number}/then", Rule.parse(one["id"], rest).then)]), there)
    for name, made in replies.items():
        steps = "steps/{}/" if "steps" in said["replies"][name] else ""
        _check(_in_reply(made, f"replies/{name}/{steps}"), there)
    if policy_ := said.get("policy"):
        _check_policy(Policy.parse({**there.policy.document(), **policy_}), there, "policy/")


def _check_policy(made: Policy, there: Configuration, where: str = "") -> None:
    for member, kind, known in (
        ("team", "team", {*there.teams, settings().default_team}),
        ("hours", "calendar", there.calendars),
        ("disclosure", "reply", there.replies),
        ("survey", "reply", there.replies),
    ):
        if (named := getattr(made, member)) != getattr(there.policy, member):
            _check_named(f"{where}{member}", kind, named, known)


def _check_channels(rule_: Mapping[str, Any], where: str = "") -> None:
    for number, channel in enumerate(rule_.get("when", {}).get("channels", ())):
        if channel not in CHANNELS:
            raise ValueError(f"{where}when/channels/{number}: there is no channel {channel}")


def _check_named(where: str, kind: str, named: str, known: Container[str]) -> None:
    if named and named not in known:
        raise ValueError(f"{where}: there is no {kind} {named}")


def macro(name: str, said: Mapping[str, Any]) -> None:
    """Raises ValueError that names what is missing. An agent may be known by a token alone."""
    replies = configuration.load().replies
    for number, action in enumerate(said.get("actions", ())):
        for kind, one in naming.in_action(action):
            there = one in replies if kind == "replies" else stored.document(kind, one) is not None
            if not there and kind != "agents":
                raise ValueError(f"actions/{number}: {kind}/{one} is not there")


def _check_slots(made: Reply) -> None:
    if any(is_broken(text) for step in made.steps.values() for text in step.words):
        raise ValueError("a slot is a name in two braces, such as {{order}}")
    if not made.is_for_people:
        return
    said_by = [who for who in naming.named_by("replies", made.id) if not who.startswith("macros/")]
    if said_by or naming.is_standing(made.id):
        who = ", ".join(said_by) or "workflows"
        raise ValueError(f"slots and files are for people, but it is said by {who}")


def _in_reply(made: Reply, prefix: str) -> Places:
    for key, step in made.steps.items():
        where = prefix.format(key)
        if step.next:
            yield f"{where}next", step.next
        yield f"{where}otherwise", step.otherwise
        for number, choice in enumerate(step.choices):
            yield f"{where}choices/{number}/next", choice.next


def _check(places: Places, there: Configuration, itself: str = "") -> None:
    for where, to in places:
        if to.reply and to.reply != itself and to.reply not in there.replies:
            raise ValueError(f"{where}/reply: there is no reply {to.reply}")
        if to.reply and to.reply != itself and there.replies[to.reply].is_for_people:
            raise ValueError(f"{where}/reply: {to.reply} has slots or a file, so people send it")
        if to.team and to.team not in there.teams:
            raise ValueError(f"{where}/team: there is no team {to.team}")
        if to.bot and to.bot not in there.bots:
            raise ValueError(f"{where}/bot: there is no bot {to.bot}")
