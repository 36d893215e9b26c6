"""Teams, and the agents in them, as admins describe them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from shared.service_levels import Targets

Strategy = Literal["least-load", "round-robin"]
PRIORITIES: Final = ("low", "normal", "high", "urgent")


@dataclass(frozen=True, slots=True)
class Team:
    """Who works through one queue. Times are ms; 0 means never."""

    id: str
    name: str = ""
    strategy: Strategy = "least-load"
    hours: str = ""  # its calendar; without one, the business's
    same_agent: bool = True  # who had the last episode gets the next, unless away
    relax_skills_after_ms: int = 300_000
    tell_wait_after_ms: int = 0  # the customer hears how long it may take
    # By priority: {"first": …, "next": …, "resolution": …} in minutes of the calendar.
    service_levels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Team":
        """Raises ValueError that names what is wrong."""
        if unknown := set(said) - set(cls.__dataclass_fields__) | {"id"} & set(said):
            raise ValueError(f"unknown {sorted(unknown)}")
        if said.get("strategy", "least-load") not in get_args(Strategy):
            raise ValueError(f"strategy: one of {', '.join(get_args(Strategy))}")
        _check_service_levels(said.get("service_levels", {}))
        return cls(name, **said)


def _check_service_levels(said: Any) -> None:
    if not isinstance(said, Mapping):
        raise ValueError("service_levels: an object")
    try:
        Targets.parse(said, "normal")
    except ValueError as wrong:
        raise ValueError(f"service_levels/{str(wrong).removeprefix('#/')}") from None


@dataclass(frozen=True, slots=True)
class Agent:
    """What an agent can take. ``weights`` say how much of the capacity a conversation of a
    channel takes where it is not 1."""

    id: str
    name: str = ""
    teams: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    capacity: int = 5
    weights: Mapping[str, int] = field(default_factory=dict)
    shifts: str = ""  # the calendar in which presence counts; without one, always

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Agent":
        """Raises ValueError that names what is wrong."""
        if unknown := set(said) - set(cls.__dataclass_fields__) | {"id"} & set(said):
            raise ValueError(f"unknown {sorted(unknown)}")
        lists = {key: said.get(key, ()) for key in ("teams", "skills", "languages")}
        capacity = said.get("capacity", 5)
        if not isinstance(capacity, int) or isinstance(capacity, bool) or capacity < 0:
            raise ValueError("capacity: a whole number, not negative")
        return cls(
            name,
            **{
                **said,
                "teams": tuple(lists["teams"]),
                "skills": frozenset(lists["skills"]),
                "languages": frozenset(lists["languages"]),
            },
        )


def team_of(agent: Agent | None, team: str | None) -> str | None:
    """For which team ``agent`` has a conversation that was of ``team``: of the agent's only one,
    or as before for who is in several, in none, or not registered."""
    if agent is None or len(agent.teams) != 1:
        return team
    return agent.teams[0]
