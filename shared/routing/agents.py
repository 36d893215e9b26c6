"""What agents are doing now: whether they are there, and how much of their capacity is taken.

One item each, beside what admins say about the agent. All lie together, so that one query reads
everybody who could take a conversation. ``load`` is the sum of the weights of the agent's open and
pending conversations, and moves in the transaction of each decision that changes one of them.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from shared import table
from shared.configuration.teams import Agent
from shared.keys import lists
from shared.table import Action, Item

Presence = Literal["online", "away", "offline"]
PRESENCES: Final = get_args(Presence)
KIND: Final = "agent-state"
FREE: Final = "free"  # ``news`` of a write after which more fits; the stream carries these only
TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True)
class State:
    """``handled`` conversations took the agent ``handled_ms`` in all, recent ones counting more."""

    agent: str
    presence: Presence = "offline"
    load: int = 0
    since: int = 0  # of the presence, ms
    assigned_at: int = 0  # the last time that routing gave the agent something, ms
    handled: int = 0
    handled_ms: int = 0

    @classmethod
    def of(cls, item: Item) -> "State":
        known = (name for name in cls.__dataclass_fields__ if name in item)
        return cls(agent=item["sk"], **{name: item[name] for name in known})


@dataclass(frozen=True, slots=True)
class Seat:
    """A place with an agent who was seen to be free. It is taken only if the agent is still there
    and ``load`` at most ``room``. ``at`` orders agents by turns."""

    agent: str
    weight: int
    room: int
    at: int


def states() -> dict[str, State]:
    """Of everybody who was ever there, by name."""
    return {item["sk"]: State.of(item) for item in table.query(lists.AGENTS, "!", "~")}


def state(agent: str) -> State:
    item = table.get(lists.AGENTS, agent)
    return State.of(item) if item else State(agent)


def weight(agent: Agent, channel: str) -> int:
    """How much of the agent's capacity a conversation of ``channel`` takes."""
    return int(agent.weights.get(channel, 1))


def least_weight(agent: Agent) -> int:
    """Of a conversation of any channel."""
    return min(1, *map(int, agent.weights.values())) if agent.weights else 1


def taking(agent: str, taken: int, at: int, seat: Seat | None) -> Action:
    """An action that adds to the load; with ``seat`` only while it fits, which is what a person
    who takes something over need not care about."""
    values: dict[str, Any] = {":kind": KIND, ":news": TAKEN, ":none": 0, ":weight": taken}
    values[":at"] = seat.at if seat else at
    if seat:
        values |= {":online": "online", ":room": seat.room}
    return table.updating(
        lists.AGENTS,
        agent,
        "SET #kind = :kind, #news = :news, #assigned_at = :at, "
        "#load = if_not_exists(#load, :none) + :weight",
        values,
        "#presence = :online AND #load <= :room" if seat else None,
    )


def leaving(agent: str, given_back: int, held_ms: int) -> Action:
    """An action that takes from the load what took the agent ``held_ms``."""
    return table.updating(
        lists.AGENTS,
        agent,
        "SET #kind = :kind, #news = :news, #load = if_not_exists(#load, :none) - :weight "
        "ADD #handled :one, #handled_ms :held",
        {
            ":kind": KIND,
            ":news": FREE,
            ":none": 0,
            ":weight": given_back,
            ":one": 1,
            ":held": max(held_ms, 0),
        },
    )
