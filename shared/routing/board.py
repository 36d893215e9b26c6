"""A team as it is at this moment: who waits for it, and who of it is there."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from shared import clock, configuration
from shared.configuration import Agent, Configuration
from shared.hours.opening import is_open
from shared.routing import agents, queues
from shared.routing.matching import Desk
from shared.routing.queues import Waiting

_MINUTE_MS: Final = 60_000
_UNTIL_KNOWN_MS: Final = 10 * _MINUTE_MS  # how long a conversation takes in a team that is new


@dataclass(frozen=True, slots=True)
class Board:
    waiting: tuple[Waiting, ...]  # in the order of their turns
    desks: tuple[Desk, ...]

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


def board(name: str) -> Board:
    """Of the team ``name``; of its queue the first ``LOOK_AT``. Two queries. Raises Unavailable."""
    waiting = tuple(queues.heads(name))
    return Board(waiting, desks_of(configuration.load(), name) if waiting else ())


def desks_of(given: Configuration, team: str) -> tuple[Desk, ...]:
    """Of those of ``team`` who are on shift. One query. Raises Unavailable."""
    there, now = agents.states(), clock.now_ms()
    return tuple(
        Desk(agent, there.get(name) or agents.State(name))
        for name, agent in given.agents.items()
        if team in agent.teams and on_shift(given, agent, now)
    )


def on_shift(given: Configuration, agent: Agent, now: int) -> bool:
    return is_open(given.calendars.get(agent.shifts), now)
