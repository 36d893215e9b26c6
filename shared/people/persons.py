"""Finding the person that a contact id means, and the conversations of that person."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Final

from shared import conversations, table
from shared.conversations import contact_of, conversation_of
from shared.errors import Unavailable
from shared.keys import single
from shared.table import Item

# All their conversations change in one transaction, which holds a hundred writes.
MOST: Final = 40
_HOPS: Final = 4
_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Who survived all merges so far. ``item`` is what the table holds, {} if nothing yet;
    ``read`` are summaries that were read on the way, by contact id."""

    contact: str
    item: Item = field(default_factory=dict)
    read: dict[str, Item] = field(default_factory=dict, compare=False, repr=False)

    @property
    def rev(self) -> int:
        """0 for one about whom nothing was ever written."""
        return int(self.item.get("rev", 0))

    @property
    def merged(self) -> dict[str, dict[str, Any]]:
        """By contact that became part of this one, at once or by way of another: ``to`` which,
        ``by`` whom, ``at`` (ms) and ``why``; in the order of the merges."""
        found: dict[str, dict[str, Any]] = self.item.get("merged", {})
        return dict(sorted(found.items(), key=lambda entry: (entry[1]["at"], entry[0])))

    @property
    def members(self) -> list[str]:
        """The contact ids of all identities, this one's first."""
        return [self.contact, *self.merged]

    def below(self, contact: str) -> dict[str, dict[str, Any]]:
        """Of ``merged``, what became part of ``contact``, at once or by way of another."""
        found: dict[str, dict[str, Any]] = {}
        for name, pointer in self.merged.items():
            if pointer["to"] == contact:
                found |= {name: pointer, **self.below(name)}
        return found


def find(contact: str) -> Person | None:
    """The person that ``contact`` is, or became part of; None if there is no such contact.

    Two reads, however many were merged. Raises Unavailable.
    """
    for _ in range(_HOPS):
        _, summary = conversations.resolve(contact)
        if summary is None:
            return None
        person = stored(contact_of(summary))
        if "to" not in person.item:
            return replace(person, read={contact: summary})
    raise Unavailable("merged again and again")


def stored(contact: str) -> Person:
    """What the table holds under ``contact``, be it part of another one or not."""
    return Person(contact, table.get(*single.person_key(contact)) or {})


def identities(person: Person) -> dict[str, Item]:
    """The summary of each identity, by its own contact id; one read for each that is not known.

    Two ids of one customer (aliases) count once. Where these were of two people, the newer id
    says whose it is.
    """
    found = _summaries(person)
    own: dict[str, Item] = {}
    seen: set[str] = set()
    for member in person.members:
        summary = found[member]
        if summary is None or contact_of(summary) != person.contact:
            continue
        if conversation_of(summary) not in seen:
            seen.add(conversation_of(summary))
            own[member] = summary
    return own


def _summaries(person: Person) -> dict[str, Item | None]:
    found: dict[str, Item | None] = {name: person.read.get(name) for name in person.members}
    missing = [name for name, summary in found.items() if summary is None]
    if len(missing) == 1:
        return {**found, missing[0]: conversations.summary(missing[0])}
    if missing:
        with ThreadPoolExecutor(min(_AT_ONCE, len(missing))) as pool:
            found |= zip(missing, pool.map(conversations.summary, missing), strict=True)
    return found
