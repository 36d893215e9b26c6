"""The configuration as it would be with a change: pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shared.configuration import Configuration, Policy, Reply, Rule
from shared.configuration.consent_replies import in_more_languages


def changed(now: Configuration, said: Mapping[str, Any]) -> Configuration:
    """``rules`` take the place of all; ``replies`` and ``policy`` are laid over what there is.

    What is not said stays. Raises ValueError that names what is wrong: ``rules/0: …``.
    """
    then = now
    if said.get("rules") is not None:
        rules = [_rule(one, f"rules/{number}") for number, one in enumerate(said["rules"])]
        then = replace(then, rules=tuple(sorted(rules, key=lambda rule: (rule.position, rule.id))))
    if said.get("replies") is not None:
        own = {name: _reply(name, one) for name, one in said["replies"].items()}
        then = replace(then, replies={**now.replies, **own})
    if said.get("policy") is not None:
        try:
            policy = Policy.parse({**now.policy.document(), **said["policy"]})
        except ValueError as error:
            raise ValueError(f"policy/{error}") from error
        then = replace(then, policy=policy)
    return then


def _rule(said: Mapping[str, Any], where: str) -> Rule:
    rest = {name: value for name, value in said.items() if name != "id"}
    try:
        return Rule.parse(str(said.get("id", "")), rest)
    except ValueError as error:
        raise ValueError(f"{where}/{error}") from error


def _reply(name: str, said: Mapping[str, Any]) -> Reply:
    try:
        return in_more_languages(Reply.parse(name, said))
    except ValueError as error:
        raise ValueError(f"replies/{name}/{error}") from error
