"""Who gets a place with whom of a team at this moment, and a place with one agent."""

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge
from itertools import chain, islice
from typing import Final

from shared import clock, configuration
from shared.configuration import Team
from shared.routing import agents, queues
from shared.routing.agents import Seat
from shared.routing.board import desks_of, on_shift
from shared.routing.matching import match
from shared.routing.queues import FURTHER, LOOK_AT, Waiting

MOST: Final = LOOK_AT + 4 * FURTHER  # of a queue are ever considered at a time: 5,000


def seats(name: str, *, newcomer: Waiting | None = None, most: int = MOST) -> dict[str, Seat]:
    """The free places of the team ``name`` by conversation, for those who get one now.

    With a ``newcomer``, which stands in no queue yet, or in this one with a language that has
    become another: for it and those before it.

    Two queries, or one of an empty queue. Only where an agent has room for none of those who were
    read, the queue is read on, up to ``most``; whose turn is later gets nothing, for nobody can
    tell whom they would pass by. Raises Unavailable.
    """
    given, now = configuration.load(), clock.now_ms()
    turns = islice(_in_turn(name, newcomer), most)
    first = next(turns, None)
    if first is None:
        return {}
    team = given.teams.get(name) or Team(name)
    return match(chain([first], turns), desks_of(given, name), team, now)


def _in_turn(name: str, newcomer: Waiting | None) -> Iterator[Waiting]:
    """Who comes after the newcomer takes nothing from it."""
    for one in merge(
        queues.in_turn(name), [newcomer] if newcomer else [], key=lambda one: one.turn
    ):
        if newcomer and one.conversation == newcomer.conversation:
            yield replace(one, language=newcomer.language)
            return
        yield one


def place_with(agent: str, channel: str) -> Seat | None:
    """A place with this very agent, if there is one now, whoever else waits."""
    given = configuration.load()
    registered = given.agents.get(agent)
    if registered is None or not on_shift(given, registered, clock.now_ms()):
        return None
    doing, taken = agents.state(agent), agents.weight(registered, channel)
    room = registered.capacity - taken
    if doing.presence != "online" or doing.load > room:
        return None
    return Seat(agent, taken, room, max(clock.now_ms(), doing.assigned_at + 1))
