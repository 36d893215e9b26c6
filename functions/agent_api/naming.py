"""Which settings name which others: what is named is not removed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from shared import configuration
from shared.configuration import Configuration, Next, Reply, stored
from shared.configuration.standing import standing
from shared.configuration.waiting import WAITING

# By the member of a macro's action that names it.
_IN_ACTIONS: Final = {
    "reply": "replies",
    "team": "teams",
    "assignee": "agents",
    "mentions": "agents",
    "add": "labels",
}


class Named(NamedTuple):
    """``by`` is a path below ``/v1``; ``kind`` and ``name`` are the document that it names."""

    by: str
    kind: str
    name: str


def named_by(kind: str, name: str) -> list[str]:
    """Which documents (``rules/menu``) name another one, itself apart. A standing reply is there
    without a document, so nothing needs that."""
    if kind == "replies" and is_standing(name):
        return []
    itself, found = f"{kind}/{name}", names(configuration.load())
    return sorted({by for by, *named in found if named == [kind, name] and by != itself})


def is_standing(reply: str) -> bool:
    return reply == WAITING or reply in standing("")


def names(found: Configuration) -> Iterator[Named]:
    """All that a document names."""
    for rule in found.rules:
        yield from _led(f"rules/{rule.id}", rule.then)
        yield from (Named(f"rules/{rule.id}", "teams", team) for team in rule.when.teams)
    for reply in found.replies.values():
        yield from (one for to in _leads(reply) for one in _led(f"replies/{reply.id}", to))
    for bot in found.bots.values():
        yield from _led(f"bots/{bot.id}", bot.otherwise)
    for team in found.teams.values():
        yield Named(f"teams/{team.id}", "hours", team.hours)
    for agent in found.agents.values():
        yield Named(f"agents/{agent.id}", "hours", agent.shifts)
        yield from (Named(f"agents/{agent.id}", "teams", team) for team in agent.teams)
    for macro, said in stored.documents("macros"):
        yield from _done_by(f"macros/{macro}", said)
    for link, said in stored.documents("links"):
        yield Named(f"links/{link}", "accounts", f"{said['channel']}:{said['account']}")
    policy = found.policy
    for kind, name in (
        *(("replies", policy.disclosure), ("replies", policy.survey)),
        *(("teams", policy.team), ("agents", policy.agent), ("hours", policy.hours)),
    ):
        yield Named("rules/policy", kind, name)


def _done_by(by: str, said: Mapping[str, Any]) -> Iterator[Named]:
    for action in said.get("actions", ()):
        yield from (Named(by, *one) for one in in_action(action))


def in_action(action: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and name of what an action of a macro names."""
    for member, kind in _IN_ACTIONS.items():
        named = action.get(member) or ()
        yield from ((kind, name) for name in ([named] if isinstance(named, str) else named))


def _leads(reply: Reply) -> Iterator[Next]:
    for step in reply.steps.values():
        yield from (to for to in (step.next, step.otherwise) if to)
        yield from (choice.next for choice in step.choices)


def _led(by: str, to: Next) -> Iterator[Named]:
    yield from (
        Named(by, "replies", to.reply),
        Named(by, "teams", to.team),
        Named(by, "agents", to.agent),
        Named(by, "bots", to.bot),
    )
