"""Decisions: who owns a conversation, who works on it, how it stands; each one item.

A decision is a full snapshot, so the newest one alone says how things stand. Its key is the lock:
of two who decide upon the same version, one gets ``Conflict``.
"""

import random
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared import holders, inbox_parts, noting, table
from shared.episodes import PASSING, passing
from shared.errors import Conflict, Contended, SeatTaken
from shared.keys import SUMMARY, decision_sk
from shared.routing.agents import Seat
from shared.routing.consequences import FOLLOWING, Agents, settled
from shared.table import Action, Item

DECIDED: Final[tuple[str, ...]] = (
    "owner",  # who may speak now: "bot", "team:<name>" or "agent:<id>"
    "assignee",
    "team",
    "status",
    "consent",
    "consent_since",  # when it was given or withdrawn, ms
    "consent_as_of",  # the newest word about it, "<ms>#<arrival>#<ref>"; an older one is too late
    "consent_source",  # "blocked" where not a word but a block withdrew it
    "marketing",  # "in" or "out": what the platform asked its user about marketing
    "marketing_since",
    "stopped",  # the episode in which automation had said too much, and says no more
    "episode",
    "priority",  # "low", "normal", "high" or "urgent"; none is normal
    "skills",  # what whoever gets it should know
    "labels",  # ids of them, in their order; none is absent
    *PASSING,  # until when it is snoozed, when it was resolved, when no promise counted
    # What it weighs with its agent since when; since when it waits for a team, and for somebody who
    # speaks which language.
    *FOLLOWING,
)
# Of these, who has it and how far it is. Whatever else is decided, such as a label, says nothing of
# the messages that have come, nor of where the bot stands.
_TURNING: Final = ("owner", "assignee", "team", "status", "stopped", "episode", "snoozed_until")
WORDS_KEPT: Final = 200  # of what was said about consent, as its proof
_OWN: Final = 2  # the first writes of a decision's transaction: itself, and the summary
_TRIES: Final = 20
_PAUSE_S: Final = 0.02
_LONGEST_PAUSE_S: Final = 0.5


def decide(
    changes: Mapping[str, Any],
    *,
    by: str,
    why: str,
    cause: str,
    at: int,
    expected: Item,
    proof: Mapping[str, Any] | None = None,
    also: Sequence[Action] = (),
    seat: Seat | None = None,
    known: Agents | None = None,
    last: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> Item:
    """Decide ``changes`` upon the summary ``expected`` and return the summary after it.

    ``changes`` are new values of some of ``DECIDED``, None for nobody. What already stands makes
    no decision. A repetition (same ``by``, ``cause`` and ``changes``) returns what the first one
    left. ``proof`` stays with the decision: of consent, whose word it was, when, where and which.
    ``also`` comes about together with it. So do agents' loads and the queues: ``seat``, ``known``
    and ``last`` as ``routing.consequences`` takes them. ``attributes`` are the conversation's from
    now on, if they are still as ``expected`` has them: the bot notes some without a decision, so
    they are no part of the snapshot, and only what changes of them stands on the decision.

    Raises Conflict if somebody else decided since ``expected`` was read, SeatTaken if ``seat`` is
    free no more, Contended in the end.
    """
    decision = decision_after(expected, changes, by=by, why=why, cause=cause, at=at)
    noted = noting.noted(expected.get("attributes", {}), attributes)
    before = {**expected, "attributes": attributes} if noted else expected
    decision, following = settled(before, decision, seat=seat, known=known, last=last)
    if noted:
        decision["attributes"] = noted
    if proof:
        decision["proof"] = proof
    elif not noted and all(decision[name] == expected.get(name) for name in DECIDED):
        return expected
    if decision["owner"] != expected["owner"]:
        holders.note(decision["owner"])
    after = registers(expected, decision) | ({"attributes": attributes or None} if noted else {})
    updating = summary_update(expected, after, **(noting.as_read(expected) if noted else {}))
    writes = [table.putting(decision), updating, *following, *also]
    try:
        patiently(writes)
    except Conflict as conflict:
        if seat and not any(conflict.reasons[:_OWN]):
            raise SeatTaken(seat.agent) from conflict
        told = {**changes, "attributes": noted} if noted else changes
        return repeated(expected["pk"], expected["version"], told, by=by, cause=cause)
    return _merged(expected, after)


def patiently(writes: Sequence[Action]) -> None:
    """An agent's state is written by all who give the agent something, so that it may be locked
    for a moment."""
    for tries in range(_TRIES):
        try:
            return table.transact(*writes)
        except Contended:
            longest = min(_PAUSE_S * 2**tries, _LONGEST_PAUSE_S)
            time.sleep(random.uniform(0, longest))  # noqa: S311 - nothing secret about it
    raise Contended("too many decisions at once")


def decision_after(
    summary: Item, changes: Mapping[str, Any], *, by: str, why: str, cause: str, at: int
) -> Item:
    """The decision that makes ``changes`` upon ``summary``. Raises ValueError for other names."""
    if unknown := set(changes) - set(DECIDED):
        raise ValueError(f"cannot be decided: {sorted(unknown)}")
    version = summary["version"] + 1
    after = {name: changes.get(name, summary.get(name)) for name in DECIDED}
    after |= passing(summary, after, at)
    return {
        "pk": summary["pk"],
        "sk": decision_sk(version),
        "kind": "decision",
        "version": version,
        **after,
        **({} if turns(summary, after) else _as_turned(summary)),
        "by": by,
        "why": why,
        "cause": cause,
        "at": at,
    }


def turns(summary: Item, after: Mapping[str, Any]) -> bool:
    """Whether ``after``, new values of some of ``DECIDED``, says who has the conversation, or how
    far it is, otherwise than ``summary``."""
    return any(after.get(name, summary.get(name)) != summary.get(name) for name in _TURNING)


def _as_turned(summary: Item) -> dict[str, Any]:
    at, by = summary.get("decided_at", 0), summary.get("decided_by")
    return {"turned_at": at, **({"turned_by": by} if by else {})}


def registers(summary: Item, decision: Item) -> dict[str, Any]:
    """What ``decision`` leaves on the summary; None where an attribute goes away.

    ``decided_at`` and ``decided_by`` are of the newest that says who has it, or how far it is.
    """
    conversation = str(decision.get("pk", "")).removeprefix("C#")
    at, by = decision["at"], decision["by"]
    if "turned_at" in decision:
        at, by = decision["turned_at"], decision.get("turned_by")
    return {
        **{name: decision.get(name) for name in (*DECIDED, "version")},
        # A workflow decides as of the message that caused it, which may lie before the last one.
        "decided_at": max(at, summary.get("decided_at", 0)),
        "decided_by": by,
        "inbox": inbox_parts.part_of(decision["owner"], decision["status"], conversation),
    }


def summary_update(
    summary: Item,
    attributes: Mapping[str, Any],
    *,
    also: str = "",
    values: Mapping[str, Any] | None = None,
    condition: str = "",
) -> Action:
    """An action that sets ``attributes`` if no decision came since ``summary`` was read.

    ``also`` are more SET clauses with their ``values``; ``condition`` is one more condition.
    """
    sets = [f"#{name} = :{name}" for name, value in attributes.items() if value is not None]
    removes = [f"#{name}" for name, value in attributes.items() if value is None]
    expression = "SET " + ", ".join([*sets, *([also] if also else [])])
    if removes:
        expression += " REMOVE " + ", ".join(removes)
    return table.updating(
        summary["pk"],
        SUMMARY,
        expression,
        {
            ":read_version": summary["version"],
            **{f":{name}": value for name, value in attributes.items()},
            **(values or {}),
        },
        "#version = :read_version" + (f" AND {condition}" if condition else ""),
    )


def repeated(pk: str, version: int, changes: Mapping[str, Any], *, by: str, cause: str) -> Item:
    """The summary as the same decision upon ``version`` has left it.

    Raises Conflict if it was another one, or if somebody decided after it.
    """
    found = table.get(pk, decision_sk(version + 1)) or {}
    told = {**changes, "by": by, "cause": cause}
    if any(found.get(name) != value for name, value in told.items()):
        raise Conflict("somebody decided first")
    summary = table.get(pk, SUMMARY)
    if summary is None or summary["version"] != version + 1:
        raise Conflict("somebody decided after that")
    return summary


def _merged(summary: Item, attributes: Mapping[str, Any]) -> Item:
    after = {**summary, **attributes}
    return {name: value for name, value in after.items() if value is not None}
