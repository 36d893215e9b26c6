"""Who gets whom: pure. Whoever waits longest chooses first, and an agent takes what fits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shared.configuration.teams import Agent, Team
from shared.routing.agents import Seat, State, least_weight, weight
from shared.routing.queues import Waiting


@dataclass(frozen=True, slots=True)
class Desk:
    """An agent, and what the agent is doing now."""

    agent: Agent
    state: State


@dataclass(slots=True)
class _Places:
    """What is left of the capacities while they are given away. ``turns`` are when each agent was
    given something last."""

    free: list[Desk]  # who is there and has room for anything
    room: dict[str, int]
    turns: dict[str, int]

    @classmethod
    def at(cls, desks: Sequence[Desk]) -> "_Places":
        room = {desk.agent.id: desk.agent.capacity - desk.state.load for desk in desks}
        turns = {desk.agent.id: desk.state.assigned_at for desk in desks}
        places = cls([desk for desk in desks if desk.state.presence == "online"], room, turns)
        places._leave_who_is_full()
        return places

    def take(self, agent: Agent, channel: str, now: int) -> Seat:
        taken = weight(agent, channel)
        self.room[agent.id] -= taken
        # By turns even if all this happens within one millisecond.
        self.turns[agent.id] = max(now, *(at + 1 for at in self.turns.values()))
        self._leave_who_is_full()
        return Seat(agent.id, taken, agent.capacity - taken, self.turns[agent.id])

    def _leave_who_is_full(self) -> None:
        self.free = [d for d in self.free if least_weight(d.agent) <= self.room[d.agent.id]]


def match(
    in_turn: Iterable[Waiting], desks: Sequence[Desk], team: Team, now: int
) -> dict[str, Seat]:
    """The agents' free places by conversation, for those of ``in_turn`` who get one at ``now``.

    They come in the order of their turns: the most urgent first, and of those the one who has
    waited longest. What somebody gets, nobody after can have, so that whoever comes does not pass
    by an older one; but who waits for a skill does not hold up others who do not need it. As soon
    as every desk is full, nobody more is taken from ``in_turn``.
    """
    places, waiting = _Places.at(desks), iter(in_turn)
    found: dict[str, Seat] = {}
    held_up: set[object] = set()  # room only shrinks: who needs the same gets nothing either
    while places.free and (one := next(waiting, None)):
        anybody = _is_relaxed(one, team, now)
        need = one.channel, anybody or (one.skills, one.language)
        if need in held_up:
            continue
        free = [d for d in places.free if weight(d.agent, one.channel) <= places.room[d.agent.id]]
        fit = [d for d in free if anybody or not _missing(d.agent, one)]
        if fit:
            chosen = min(fit, key=_order(one, team, places.room, places.turns)).agent
            found[one.conversation] = places.take(chosen, one.channel, now)
        else:
            held_up.add(need)
    return found


def may_take(agent: Agent, one: Waiting, team: Team, now: int) -> bool:
    """Whether the agent can do what is needed; after some time of waiting, anybody will do."""
    return _is_relaxed(one, team, now) or not _missing(agent, one)


def _is_relaxed(one: Waiting, team: Team, now: int) -> bool:
    return 0 < team.relax_skills_after_ms <= now - one.since


def _missing(agent: Agent, one: Waiting) -> int:
    """How many of the skills, the language among them, the agent lacks."""
    return len(one.skills - agent.skills) + (not _speaks(agent, one.language))


def _speaks(agent: Agent, language: str) -> bool:
    """Who speaks ``es`` speaks that of Mexico too; who names no language speaks them all."""
    tag = language.lower()
    spoken = {name.replace("_", "-").lower() for name in agent.languages}
    return not (tag and spoken) or bool({tag, tag.split("-", 1)[0]} & spoken)


def _order(
    one: Waiting, team: Team, room: dict[str, int], turns: dict[str, int]
) -> Callable[[Desk], tuple[object, ...]]:
    def order(desk: Desk) -> tuple[object, ...]:
        agent = desk.agent
        another = not (team.same_agent and agent.id == one.last)
        taken = 1 - (room[agent.id] - weight(agent, one.channel)) / max(agent.capacity, 1)
        busy = taken if team.strategy == "least-load" else 0
        return another, _missing(agent, one), busy, turns[agent.id], agent.id

    return order
