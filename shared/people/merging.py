"""Merging contacts and taking them apart again: by pointers, in one transaction each.

The contact that survives holds the whole tree of what became part of it, so one read knows it;
the one that was merged holds the pointer. Both carry a revision that every change raises and is
conditioned upon, so of two changes of one person at the same time one fails, and no ring of
pointers can come about. Each conversation's summary carries the survivor's id, as ``contact``.
"""

import random
import time
from collections.abc import Sequence
from typing import Any, Final

from shared import audit, clock, conversations, keys, table
from shared.conversations import contact_of
from shared.errors import (
    AlreadyMerged,
    Contended,
    NoSuchContact,
    NotMerged,
    TooManyIdentities,
)
from shared.people import persons
from shared.people.persons import MOST, Person
from shared.table import Action, Item

_TRIES: Final = 10
_PAUSE_S: Final = 0.02


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
    after = _next(ours, {"merged": tree})
    _patiently(
        _write(ours, after),
        _write(theirs, _next(theirs, pointer)),
        *_carried(ours.contact, [*theirs.members, ours.contact], theirs.contact),
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
    part = _below(whole, contact)
    rest = {name: p for name, p in whole.merged.items() if name not in (contact, *part)}
    was = persons.stored(contact)
    after = _next(was, {"merged": part, **dict.fromkeys(("to", "by", "at", "why"))})
    _patiently(
        _write(whole, _next(whole, {"merged": rest})),
        _write(was, after),
        *_carried(contact, [contact, *part], whole.contact),
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


def _below(person: Person, contact: str) -> dict[str, dict[str, Any]]:
    """What became part of ``contact``, at once or by way of another."""
    found: dict[str, dict[str, Any]] = {}
    for name, pointer in person.merged.items():
        if pointer["to"] == contact:
            found |= {name: pointer, **_below(person, name)}
    return found


def _next(person: Person, changes: dict[str, Any]) -> Item:
    pk, sk = keys.person_key(person.contact)
    after = {**person.item, "pk": pk, "sk": sk, "kind": "person", "rev": person.rev + 1, **changes}
    return {name: value for name, value in after.items() if value not in (None, {})}


def _write(before: Person, after: Item) -> Action:
    if not before.rev:
        return table.putting(after)
    return table.replacing(after, "#rev = :was_rev", {":was_rev": before.rev})


def _carried(survivor: str, members: Sequence[str], was: str) -> list[Action]:
    """``survivor`` on the summaries of ``members`` whose contact ``was`` another or ``survivor``.

    A member whose id became another name of somebody else's conversation is left alone.
    """
    actions = {}
    for member in members:
        conversation, summary = conversations.resolve(member)
        if summary is None or contact_of(summary) not in (was, survivor):
            continue
        before = summary.get("contact")
        if before == survivor:
            continue
        still = "attribute_not_exists(#contact)" if before is None else "#contact = :before"
        actions[conversation] = table.updating(
            summary["pk"],
            keys.SUMMARY,
            "SET #contact = :contact",
            {":contact": survivor, ":kind": "summary", **({":before": before} if before else {})},
            f"#kind = :kind AND {still}",
        )
    return list(actions.values())


def _patiently(*actions: Action) -> None:
    """A follower may hold one of the summaries for a moment; upon what was read nothing changes."""
    for tries in range(_TRIES):
        try:
            return table.transact(*actions)
        except Contended:
            time.sleep(random.uniform(0, _PAUSE_S * 2**tries))  # noqa: S311 - nothing secret
    raise Contended("too many changes at once")
