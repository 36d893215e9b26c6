"""The end of a move: the customer writes on the other channel, and is the same person there."""

from collections.abc import Mapping
from typing import Any, Final

from shared import configuration, conversations, deciding, ids, table
from shared.conversations import contact_of, conversation_of
from shared.errors import AlreadyMerged, Conflict, TooManyIdentities
from shared.ids import MessageId
from shared.links import moves
from shared.observability import logger
from shared.people import merging
from shared.planning.people import queue_of, to_team
from shared.planning.remarks import remark
from shared.routing.agents import Seat
from shared.routing.consequences import holder
from shared.routing.seats import place_with
from shared.table import Item

BY: Final = "workflow:move"
MOVED_HERE: Final = "moved-here"
MOVED_ON: Final = "moved-on"
_WHOSE: Final = ("owner", "assignee", "team")
_GIVEN: Final = (*_WHOSE, "priority", "skills")
_PUT_OFF: Final = {"status": "snoozed", "snoozed_until": None}
_TRIES: Final = 10


def arrive(summary: Item, message: Item, token: str) -> None:
    """Join ``summary``, where ``message`` came with ``token``, with the conversation it stands for.

    Whoever had that one gets this one in its place, and both lines tell it. A token that is forged,
    over, used, or another account's does nothing. Raises Unavailable, Conflict if others always
    decide first.
    """
    name = moves.name_in(token, message["channel"], message["account"], message["received_at"])
    move = moves.use_up(name, conversation_of(summary), _id(message)) if name else None
    if move is None:
        logger.info("a move was not made", known=name is not None)
        return
    left = conversations.summary(move["conversation"])
    if left is not None and left["pk"] != summary["pk"]:
        same = _are_one(left, summary, move)
        left = _put_off(left, summary, message)
        _give(left, summary, message)
        _tell(left, summary, move, message, same=same)
    moves.finish(move["name"])


def _are_one(left: Item, summary: Item, move: Item) -> bool:
    """Make both one person, which can be undone; whether they are. Who is part of somebody else
    already stays so, for a link proves less than a person who merged them."""
    by, why = f"link:{move['name']}", f"came by the link that {move['by']} made"
    try:
        merging.merge(contact_of(left), conversation_of(summary), by=by, why=why)
    except (AlreadyMerged, TooManyIdentities) as error:
        logger.info("moved, and not merged", kind=type(error).__name__)
        return False
    return True


def _put_off(left: Item, summary: Item, message: Item) -> Item:
    """``left`` waits for the customer to write there again, with nobody and in no queue, unless
    somebody decided about it after the message. Raises Conflict if others always decide first."""
    for _ in range(_TRIES):
        at_work = left["status"] in ("open", "pending")
        if not at_work or left.get("decided_at", 0) > message["received_at"]:
            return left
        try:
            return _decided(left, _PUT_OFF, message, f"moved on to {summary['channel']}")
        except Conflict:
            left = conversations.summary(conversation_of(left)) or left
    raise Conflict("others keep deciding")


def _give(left: Item, summary: Item, message: Item) -> None:
    """The same people, as far as nobody decided about this conversation after the message, and the
    agent has room: else it waits for the agent's team."""
    for _ in range(_TRIES):
        if summary.get("decided_at", 0) > message["received_at"] or _is_given(summary, message):
            return
        whose, seat = _whose(left, summary)
        try:
            changes, why = _changes(left, summary), f"moved here from {left['channel']}"
            last = left.get("assignee")
            _decided(summary, {**changes, **whose}, message, why, seat=seat, last=last)
        except Conflict:
            summary = conversations.summary(conversation_of(summary)) or summary
            continue
        return
    raise Conflict("others keep deciding")


def _decided(
    summary: Item, changes: Mapping[str, Any], message: Item, why: str, **more: Any
) -> Item:
    cause, at = _id(message), message["received_at"]
    return deciding.decide(changes, by=BY, why=why, cause=cause, at=at, expected=summary, **more)


def _is_given(summary: Item, message: Item) -> bool:
    """By a run that broke off after it: since then routing may have given it to who is free."""
    by = summary.get("decided_by"), summary.get("decided_at")
    return by == (BY, message["received_at"])


def _whose(left: Item, summary: Item) -> tuple[dict[str, Any], Seat | None]:
    """What of the changes is otherwise than in ``left``, since an agent's room is limited: what the
    agent has here already takes no more of it, and nobody who is at work here makes way for a
    queue."""
    kind, _, agent = str(left["owner"]).partition(":")
    given = configuration.load()
    if kind != "agent" or agent not in given.agents or holder(summary) == agent:
        return {}, None
    if seat := place_with(agent, summary["channel"]):
        return {"assignee": agent}, seat
    if holder(summary):
        return {name: summary.get(name) for name in _WHOSE}, None
    return to_team(queue_of(given, agent, left.get("team"))), None


def _changes(left: Item, summary: Item) -> dict[str, Any]:
    changes: dict[str, Any] = {name: left.get(name) for name in _GIVEN}
    if labels := dict.fromkeys([*summary.get("labels", ()), *left.get("labels", ())]):
        changes["labels"] = list(labels)
    if summary["status"] == "resolved":
        return {**changes, "status": "open", "episode": summary["episode"] + 1}
    return {**changes, "status": "open"}


def _tell(left: Item, summary: Item, move: Item, message: Item, *, same: bool) -> None:
    """A line in each, of the same moment however often it is told."""
    at, why = message["received_at"], move.get("reason", "")
    sides = ((summary, MOVED_HERE, "from", left), (left, MOVED_ON, "to", summary))
    for where, what, way, other in sides:
        said = {
            way: conversation_of(other),
            "channel": other["channel"],
            "account": other["account"],
            "merged": same,
            **({"reason": why} if why else {}),
        }
        ref = ids.digest("move", move["name"], what)
        table.put_if_absent(remark(where, what, at, said, by=BY, ref=ref))


def _id(message: Item) -> str:
    return str(MessageId.of(message))
