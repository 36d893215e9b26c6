"""Two ids of one customer: the older conversation becomes another name of the newer one.

Both come together in one message (a phone number and a business-scoped id). From then on the
older id leads to the newer, whose summary takes over what the older one held: the older summary
itself is what leads there, so that no writer can have one without the other.
"""

from typing import Final

from functions.follow_log import awaited
from shared import clock, conversations, keys, table
from shared.errors import Conflict, Contended, ThreadlineError, Unavailable
from shared.expressions import unchanged
from shared.folding import standings
from shared.folding.registers import REGISTERS, join, present
from shared.folding.summary import as_other
from shared.notices import remembered
from shared.table import Item

# Whatever another writer changes between our reading and the merge would be lost: so it decides.
_GUARDED: Final = (
    *("rev", "version", "out_seq", "handled_through", "read_through", "outbox", "waiting"),
    *("answered_at", "contact", awaited.NAME),
)
# Marks of how far somebody is, which only move forward.
_FORWARD: Final = (
    *("handled_through", "read_through", "greeted", "auto_replied_at", "out_seq", "offered_at"),
    "agent_answered_at",
)
_ANSWERED: Final = ("answered_at", "answered_id")
_OWN: Final = (
    "pk",
    "sk",
    "kind",
    "rev",
    "bucket",
    "outbox",
    "waiting",
    "armed",
    "look_at",
    *_ANSWERED,
)
_TRIES: Final = 10


class Merged(ThreadlineError):
    """The conversation has become another name of ``conversation``, whose ``summary`` is this."""

    def __init__(self, conversation: str, summary: Item | None) -> None:
        super().__init__(conversation)
        self.conversation, self.summary = conversation, summary


def adopt(conversation: str, other: str) -> Item | None:
    """Make ``other`` a name of ``conversation`` and return the summary it had ({} if it had none).

    None if that must not be now, because something is being sent under the old name, or ever,
    because the id already belongs to somebody else (a phone number that was given away). The same
    again gives the same.
    """
    for _ in range(_TRIES):
        meant, there = conversations.head(other)
        if meant == conversation:
            return _as_it_was(other)
        if meant != other or (there or {}).get("outbox"):
            return None
        try:
            _put(_merged(other, conversation, there or {}), there or {})
        except (Conflict, Contended):
            continue
        return there or {}
    raise Unavailable("alias contended")


def _as_it_was(other: str) -> Item:
    merged = table.get(keys.conversation_pk(other), keys.SUMMARY) or {}
    was: Item = merged.get("was", {})
    return was


def _put(merged: Item, there: Item) -> None:
    """In the place of ``there``. Raises Conflict if it is not as it was read."""
    table.replace(merged, *unchanged(there, _GUARDED))


def _merged(other: str, conversation: str, there: Item) -> Item:
    """The whole summary moved into one attribute, so that nobody can write on it as before."""
    return {
        "pk": keys.conversation_pk(other),
        "sk": keys.SUMMARY,
        "kind": conversations.MERGED,
        "to": conversation,
        "rev": there.get("rev", 0) + 1,
        "was": there,
        # What waits for the customer stays where it lies and leaves from there. No decision has
        # this version, so that nobody decides here.
        "waiting": there.get("waiting", []),
        "version": -1,
    }


def inherited(summary: Item, was: Item, other: str) -> Item:
    """``summary`` with what the summary ``was`` of ``other`` held, registers and all else."""
    taken = {name: v for name, v in was.items() if name not in (*_OWN, *REGISTERS)}
    # Its timer wakes the older name; the newer one sets its own.
    registers = {name: value for name, value in as_other(was, other).items() if name != "armed"}
    both = {**join({**taken, **summary}, registers), **standings.joined(summary, was)}
    after = awaited.inherited(present(both), was, clock.now_ms())
    for name in _FORWARD:
        if name in was:
            after[name] = max(was[name], summary.get(name, was[name]))
    if was.get("waiting"):
        after["waiting_in"] = sorted({*after.get("waiting_in", ()), other})
    if remembered.PENDING in was:
        known = summary.get(remembered.PENDING, {})
        after[remembered.PENDING] = remembered.joined(known, was[remembered.PENDING], other)
    if was.get("answered_at", 0) > summary.get("answered_at", 0):
        after |= {name: was[name] for name in _ANSWERED}
    return after
