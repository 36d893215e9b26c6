"""A team as it is at this moment: who waits for it, who of it is there, who gets whom."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from shared import clock, configuration
from shared.configuration import Agent, Configuration, Team
from shared.hours.opening import is_open
from shared.routing import agents, queues
from shared.routing.agents import Seat
from shared.routing.matching import Desk, match
from shared.routing.queues import Waiting

_MINUTE_MS: Final = 60_000
_UNTIL_KNOWN_MS: Final = 10 * _MINUTE_MS  # how long a conversation takes in a team that is new


@dataclass(frozen=True, slots=True)
class Board:
    waiting: tuple[Waiting, ...]  # in the order of their turns
    desks: tuple[Desk, ...]
    seats: dict[str, Seat]  # by conversation

    def position(self, conversation: str) -> int:
        """1 for whose turn is next; 0 for one that does not wait."""
        order = [one.conversation for one in self.waiting]
        return order.index(conversation) + 1 if conversation in order else 0

    def minutes(self, position: int) -> int | None:
        """How long whoever is at ``position`` may have to wait; None while nobody is there.

        Every agent who is there gives a place back as often as the capacity over the time that a
        conversation takes: by as much the queue moves.
        """
        places = sum(d.agent.capacity for d in self.desks if d.state.presence == "online")
        if not places:
            return None
        handled = sum(desk.state.handled for desk in self.desks)
        took = sum(desk.state.handled_ms for desk in self.desks)
        each = took / handled if handled else _UNTIL_KNOWN_MS
        return max(1, ceil(position * each / places / _MINUTE_MS))


def board(name: str, *, newcomer: Waiting | None = None) -> Board:
    """Of the team ``name``, together with a ``newcomer`` that stands in no queue yet, or in this
    one with a language that has become another.

    Two queries. Raises Unavailable.
    """
    given, now = configuration.load(), clock.now_ms()
    queue = {one.conversation: one for one in queues.heads(name)}
    if newcomer:
        queue[newcomer.conversation] = _as_it_is_now(newcomer, queue.get(newcomer.conversation))
    waiting = tuple(sorted(queue.values(), key=lambda one: one.turn))
    desks = _desks(given, name) if waiting else ()
    team = given.teams.get(name) or Team(name)
    return Board(waiting, desks, match(waiting, desks, team, now))


def _as_it_is_now(one: Waiting, queued: Waiting | None) -> Waiting:
    return replace(queued, language=one.language) if queued else one


def place_with(agent: str, channel: str) -> Seat | None:
    """A place with this very agent, if there is one now, whoever else waits."""
    given = configuration.load()
    registered = given.agents.get(agent)
    if registered is None or not _on_shift(given, registered, clock.now_ms()):
        return None
    doing, taken = agents.state(agent), agents.weight(registered, channel)
    room = registered.capacity - taken
    if doing.presence != "online" or doing.load > room:
        return None
    return Seat(agent, taken, room, max(clock.now_ms(), doing.assigned_at + 1))


def _desks(given: Configuration, team: str) -> tuple[Desk, ...]:
    there, now = agents.states(), clock.now_ms()
    return tuple(
        Desk(agent, there.get(name) or agents.State(name))
        for name, agent in given.agents.items()
        if team in agent.teams and _on_shift(given, agent, now)
    )


def _on_shift(given: Configuration, agent: Agent, now: int) -> bool:
    return is_open(given.calendars.get(agent.shifts), now)
