"""What the business wants to happen by itself, as its admins last wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from shared import table
from shared.configuration import stored
from shared.configuration.bots import Bot
from shared.configuration.calendars import calendars
from shared.configuration.consent_replies import in_more_languages
from shared.configuration.next import Next
from shared.configuration.policy import Policy
from shared.configuration.replies import Reply
from shared.configuration.rules import Rule
from shared.configuration.standing import standing
from shared.configuration.teams import Agent, Team
from shared.configuration.waiting import WAITING, WORDS
from shared.hours.calendars import Calendar
from shared.settings import settings
from shared.table import Item

__all__ = [
    "Agent",
    "Bot",
    "Configuration",
    "Next",
    "Policy",
    "Reply",
    "Rule",
    "Team",
    "forget",
    "load",
    "remembered",
]


@dataclass(frozen=True, slots=True)
class Configuration:
    """All of it; what agents are doing now is no part of it, for that changes too often to be kept.

    ``rules`` are in the order in which they count. ``replies`` hold the standing ones as well,
    which are said without a rule.
    """

    policy: Policy = field(default_factory=Policy)
    rules: tuple[Rule, ...] = ()
    replies: Mapping[str, Reply] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    agents: Mapping[str, Agent] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    bots: Mapping[str, Bot] = field(default_factory=dict)
    version: int = 0
    holders: frozenset[str] = frozenset()  # "agent:bo" who has, or had, no document of its own
    gone: frozenset[str] = frozenset()  # those of them whom an admin has removed
    inbox_shards: int = 1  # the most there ever were
    warned: Mapping[str, Mapping[str, int]] = field(
        default_factory=dict
    )  # see shared.limits.warned

    def calendar(self, team: str | None = None) -> Calendar | None:
        """The one of ``team``, or else of the business; None, which is always open."""
        own = self.teams[team].hours if team and team in self.teams else ""
        return self.calendars.get(own or self.policy.hours)

    def is_staffed(self, team: str) -> bool:
        """Whether an agent is registered in ``team``, so that it has a queue."""
        return any(team in agent.teams for agent in self.agents.values())


_kept: dict[str, Configuration] = {}
_KEPT: Final = "configuration"


def load() -> Configuration:
    """As it stands now. One small read; the rest only when something was written since."""
    there = table.get(*stored.VERSION) or {}
    kept = _kept.get(_KEPT)
    if kept is None or kept.version != there.get("version", 0):
        kept = _kept[_KEPT] = _read(there)
    return kept


def remembered() -> Configuration:
    """As it stood at the last load, for what only a deployment changes. No read but the first."""
    return _kept.get(_KEPT) or load()


def forget() -> None:
    """Read everything anew at the next ``load``; for tests, whose tables come and go."""
    _kept.clear()


def _read(there: Item) -> Configuration:
    # The version is read first: what is written in between is read anew at the next load.
    rules = [Rule.parse(name, said) for name, said in stored.documents("rules")]
    return Configuration(
        policy=Policy.parse({**_of_the_template(), **(stored.document("policy", "default") or {})}),
        rules=tuple(sorted(rules, key=lambda rule: (rule.position, rule.id))),
        replies=standing(settings().greeting_text)
        | {WAITING: Reply.parse(WAITING, {"text": WORDS})}
        | {
            name: in_more_languages(Reply.parse(name, said))
            for name, said in stored.documents("replies")
        },
        teams={name: Team.parse(name, said) for name, said in stored.documents("teams")},
        agents={name: Agent.parse(name, said) for name, said in stored.documents("agents")},
        calendars=calendars(),
        bots={name: Bot.parse(name, said) for name, said in stored.documents("bots")},
        version=there.get("version", 0),
        holders=frozenset(there.get("holders", ())),
        gone=frozenset(there.get("gone", ())),
        inbox_shards=there.get("inbox_shards", 1),
        warned=there.get("warned", {}),
    )


def _of_the_template() -> dict[str, object]:
    return {"team": settings().default_team}
