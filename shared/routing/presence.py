"""Agents say whether they are there."""

from typing import Any, Final

from shared import clock, table
from shared.errors import Conflict
from shared.keys import lists
from shared.routing.agents import FREE, KIND, TAKEN, Presence, State, state

_OLD_NEWS: Final = 20  # conversations; whoever comes back works as lately, not as ever


def say(agent: str, presence: Presence) -> State:
    """The agent is there, or is not, from now on; returns the state after it. Whoever waits is
    woken by way of the stream. The agent keeps what it has. Raises Unavailable."""
    before, now = state(agent), clock.now_ms()
    values: dict[str, Any] = {
        ":kind": KIND,
        ":news": FREE if presence == "online" else TAKEN,
        ":presence": presence,
        ":since": before.since if before.presence == presence else now,
        ":none": 0,
        ":now": now,
    }
    told = (
        "SET #kind = :kind, #news = :news, #presence = :presence, #since = :since, #at = :now, "
        "#load = if_not_exists(#load, :none)"
    )
    if presence == "online" != before.presence and before.handled >= _OLD_NEWS:
        half = {":handled": before.handled // 2, ":took": before.handled_ms // 2}
        aged = f"{told}, #handled = :handled, #handled_ms = :took"
        known = {**values, **half, ":was": before.handled}
        try:
            return State.of(table.update(lists.AGENTS, agent, aged, known, "#handled = :was"))
        except Conflict:
            pass  # a conversation ended just now: then it is aged another time
    return State.of(table.update(lists.AGENTS, agent, told, values))


def may_take_more(agent: str) -> None:
    """What admins say about the agent has changed: if it is there, whoever waits is woken."""
    values = {":news": FREE, ":now": clock.now_ms(), ":online": "online"}
    try:
        table.update(
            lists.AGENTS, agent, "SET #news = :news, #at = :now", values, "#presence = :online"
        )
    except Conflict:
        return  # it is not there
