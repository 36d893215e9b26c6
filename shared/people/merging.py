"""Merging contacts and taking them apart again: by pointers, in one transaction each.

The contact that survives holds the whole tree of what became part of it, so one read knows it;
the one that was merged holds the pointer. Both carry a revision that every change raises and is
conditioned upon, so of two changes of one person at the same time one fails, and no ring of
pointers can come about. Each conversation's summary carries the survivor's id, as ``contact``.
"""

from collections.abc import Sequence

from shared import audit, clock, conversations
from shared.errors import (
    AlreadyMerged,
    NoSuchContact,
    NotMerged,
    TooManyIdentities,
)
from shared.people import changing, persons
from shared.people.persons import MOST, Person
from shared.table import Action


def merge(survivor: str, other: str, *, by: str, why: str, also: Sequence[Action] = ()) -> Person:
    """Make the person ``other`` a part of the person that ``survivor`` is; returns that one.

    Both are contact ids (an identity's is its conversation's id). ``survivor`` may have become
    part of somebody, who then is meant. ``by`` is whoever did it, as the audit log names them
    (``agent:ana``, ``link:<id>``), ``why`` is for people; ``also`` comes about together with it.
    If both are one person already nothing is written, not even ``also``: the same call again is
    safe.

    Raises NoSuchContact; AlreadyMerged if ``other`` is part of somebody else; TooManyIdentities;
    Conflict if somebody changed one of the two since they were read; Unavailable.
    """
    ours, theirs = _found(survivor), _found(other)
    if ours.contact == theirs.contact:
        return ours
    if theirs.contact != other and not _own_name(theirs, other):
        raise AlreadyMerged(theirs.contact)
    if len(ours.members) + len(theirs.members) > MOST:
        raise TooManyIdentities(f"more than {MOST}")
    pointer = {"to": ours.contact, "by": by, "at": _after(ours, theirs), "why": why}
    tree = {**ours.merged, **theirs.merged, theirs.contact: pointer}
    after = changing.successor(ours, {"merged": tree})
    changing.patiently(
        changing.write(ours, after),
        changing.write(theirs, changing.successor(theirs, pointer)),
        *changing.carried(ours.contact, [*theirs.members, ours.contact], theirs.contact),
        audit.entry(by, "merged", f"contacts/{theirs.contact}", into=ours.contact),
        *also,
    )
    return Person(ours.contact, after)


def unmerge(contact: str, *, by: str, why: str = "", also: Sequence[Action] = ()) -> Person:
    """Take ``contact`` out of the person it was merged into, with all that had become part of it
    before; returns it as a person of its own again.

    What was written on the survivor's card meanwhile stays there. ``by`` and ``also`` as above.
    Raises NoSuchContact, NotMerged, Conflict, Unavailable.
    """
    whole = _found(contact)
    if contact not in whole.merged:
        raise NotMerged(contact)
    part = whole.below(contact)
    rest = {name: p for name, p in whole.merged.items() if name not in (contact, *part)}
    was = persons.stored(contact)
    after = changing.successor(was, {"merged": part, **dict.fromkeys(("to", "by", "at", "why"))})
    changing.patiently(
        changing.write(whole, changing.successor(whole, {"merged": rest})),
        changing.write(was, after),
        *changing.carried(contact, [contact, *part], whole.contact),
        audit.entry(by, "unmerged", f"contacts/{contact}", out_of=whole.contact, why=why),
        *also,
    )
    return Person(contact, after)


def _found(contact: str) -> Person:
    person = persons.find(contact)
    if person is None:
        raise NoSuchContact(contact)
    return person


def _own_name(person: Person, contact: str) -> bool:
    """Whether ``contact`` is but another name of the conversation that names ``person``."""
    return conversations.canonical(contact) == conversations.canonical(person.contact)


def _after(*people: Person) -> int:
    """Now, and after every merge there was: their times are their order."""
    before = [int(pointer["at"]) for person in people for pointer in person.merged.values()]
    return max([clock.now_ms(), *(at + 1 for at in before)])
