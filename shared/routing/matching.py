"""Who gets whom: pure. Whoever waits longest chooses first, and an agent takes what fits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shared.configuration.teams import Agent, Team
from shared.routing.agents import Seat, State, weight
from shared.routing.queues import Waiting


@dataclass(frozen=True, slots=True)
class Desk:
    """An agent, and what the agent is doing now."""

    agent: Agent
    state: State


def match(
    waiting: Iterable[Waiting], desks: Sequence[Desk], team: Team, now: int
) -> dict[str, Seat]:
    """The agents' free places by conversation, for those of ``waiting`` who get one at ``now``.

    The most urgent come first, and of those the one who has waited longest. What somebody gets,
    nobody after can have, so that whoever comes does not pass by an older one; but who waits for a
    skill does not hold up others who do not need it.
    """
    room = {desk.agent.id: desk.agent.capacity - desk.state.load for desk in desks}
    turns = {desk.agent.id: desk.state.assigned_at for desk in desks}
    there = [desk for desk in desks if desk.state.presence == "online"]
    found: dict[str, Seat] = {}
    for one in sorted(waiting, key=lambda one: one.turn):
        free = [d for d in there if weight(d.agent, one.channel) <= room[d.agent.id]]
        fit = [d for d in free if may_take(d.agent, one, team, now)]
        if not fit:
            continue
        chosen = min(fit, key=_order(one, team, room, turns)).agent
        taken = weight(chosen, one.channel)
        room[chosen.id] -= taken
        # By turns even if all this happens within one millisecond.
        turns[chosen.id] = max(now, *(at + 1 for at in turns.values()))
        found[one.conversation] = Seat(chosen.id, taken, chosen.capacity - taken, turns[chosen.id])
    return found


def may_take(agent: Agent, one: Waiting, team: Team, now: int) -> bool:
    """Whether the agent can do what is needed; after some time of waiting, anybody will do."""
    if team.relax_skills_after_ms and now - one.since >= team.relax_skills_after_ms:
        return True
    return not _missing(agent, one)


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
