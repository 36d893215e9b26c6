"""Lambda: gives a conversation to who of a team is free, or leaves it in the team's queue."""

import random
import time
from typing import Any, Final

from functions.orchestrate import telling
from shared import configuration, deciding, keys, table
from shared.errors import Conflict, SeatTaken
from shared.planning.sight import BY
from shared.routing import queues
from shared.routing.agents import Seat
from shared.routing.seats import place_with, seats
from shared.table import Item
from shared.wording import languages

_LOOKS: Final = 8  # at who is free, before somebody else does it later
_PAUSE_S: Final = 0.2


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Carries out ``assign``, for its own reason or for ``why``, upon ``version`` of
    ``conversation``; returns the version after it and ``telling``, what the customer who waits is
    to be told.

    Without a ``route`` in it that is a decision like others. Else whoever of the team is free gets
    the conversation, if it is its turn; if not, it waits in the queue. Raises Conflict if somebody
    decided since the conversation was looked at.
    """
    assign, version = event["assign"], event["version"]
    assign["why"] = event.get("why") or assign["why"]
    summary = table.get(keys.conversation_pk(event["conversation"]), keys.SUMMARY)
    if summary is None:
        raise Conflict("the conversation is gone")
    if summary["version"] != version:
        team = assign["changes"].get("team")
        same = {"team": team} if team else {}
        after = deciding.repeated(summary["pk"], version, same, by=BY, cause=assign["cause"])
    elif "route" not in assign:
        after = _decided(summary, assign)
    else:
        after = _routed(summary, assign)
    return {
        "version": after["version"],
        "telling": telling.wait(after) if "route" in assign else None,
    }


def _routed(summary: Item, assign: dict[str, Any]) -> Item:
    """Once it stands in the queue, who is free is looked at once more: an agent who became free
    just before could not see it there."""
    for look in range(_LOOKS):
        if look:
            time.sleep(random.uniform(0, _PAUSE_S))  # noqa: S311 - nothing secret about it
        if seat := _seat(summary, assign):
            try:
                return _seated(summary, assign, seat)
            except SeatTaken:
                continue
        if _queued(summary):  # a decision only if the language has become another
            return _decided(summary, assign, {}, "; nobody is free")
        summary = _decided(summary, assign)
        if not _queued(summary):
            return summary  # nobody works through a queue of that team
    return summary if _queued(summary) else _decided(summary, assign)


def _queued(summary: Item) -> bool:
    return summary.get("queued_at") is not None


def _seat(summary: Item, assign: dict[str, Any]) -> Seat | None:
    """The one for it: with whom it was given to, or else with whom of the team it is its turn."""
    route, changes = assign["route"], assign["changes"]
    if route["agent"] and (seat := place_with(route["agent"], summary["channel"])):
        return seat
    since = summary.get("queued_at") or assign["at"]
    speaks = {"language": languages.known(summary, configuration.load().policy)}
    one = queues.waiting_of({**summary, **changes, **speaks}, since, summary.get("assignee"))
    return seats(route["team"], newcomer=one).get(one.conversation)


def _seated(summary: Item, assign: dict[str, Any], seat: Seat) -> Item:
    changes = {**assign["changes"], "owner": f"agent:{seat.agent}", "assignee": seat.agent}
    return _decided(summary, assign, changes, f"; {seat.agent} is free", seat)


def _decided(
    summary: Item,
    assign: dict[str, Any],
    changes: dict[str, Any] | None = None,
    more: str = "",
    seat: Seat | None = None,
) -> Item:
    return deciding.decide(
        assign["changes"] if changes is None else changes,
        by=BY,
        why=assign["why"] + more,
        cause=assign["cause"],
        at=assign["at"],
        expected=summary,
        seat=seat,
        known={} if assign.get("uncounted") else None,
    )
