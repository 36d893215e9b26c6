"""A person's card: what agents write down, whatever the channel.

It belongs to the contact that it was written on and never moves. While contacts are one, the
survivor's card is shown; what is not written there is filled in from those that became part of
it, in the order of the merges.
"""

from collections.abc import Mapping
from typing import Any, Final

from shared import audit
from shared.people import changing, facts, index, persons
from shared.people.persons import Person
from shared.table import Item

FIELDS: Final = ("name", "phone", "email", "language", "note")
ATTRIBUTES: Final = "attributes"
MOST_ATTRIBUTES: Final = 50
EMPTIED: Final = ""  # written, so that nothing is filled in for it


def shown(person: Person) -> dict[str, Any]:
    """The card as it is shown: all FIELDS (None where there is nothing) and ``attributes``.

    Reads an item for each contact that became part of ``person``.
    """
    cards = [person.item, *(persons.stored(contact).item for contact in person.merged)]
    card: dict[str, Any] = {name: _first(cards, name) for name in FIELDS}
    written: dict[str, str] = {}
    for one in reversed(cards):
        written |= one.get(ATTRIBUTES, {})
    card[ATTRIBUTES] = {name: value for name, value in written.items() if value != EMPTIED}
    return card


def _first(cards: list[Item], name: str) -> str | None:
    return next((card[name] for card in cards if name in card), None) or None


def write(person: Person, said: Mapping[str, Any], *, by: str) -> Person:
    """Write what is ``said`` on the survivor's card: values of FIELDS, and of ``attributes`` those
    that are named. None empties. What stands there already makes no change.

    Raises ValueError for too many attributes, Conflict if somebody has changed the person since it
    was read, Unavailable.
    """
    after = _written(person.item, said)
    if all(after[name] == person.item.get(name) for name in after):
        return person
    item = changing.successor(person, after)
    before, now = facts.of_card(person.item), facts.of_card(item)
    changing.patiently(
        changing.write(person, item),
        *changing.carried(person.contact, [person.contact], person.contact),
        *index.noting(now - before, before - now, person.contact, "agent"),
        audit.entry(by, "wrote", f"contacts/{person.contact}", revision=item["rev"]),
    )
    return Person(person.contact, item)


def _written(card: Item, said: Mapping[str, Any]) -> dict[str, Any]:
    after: dict[str, Any] = {name: said[name] or EMPTIED for name in FIELDS if name in said}
    if said.get(ATTRIBUTES):
        given = {name: value or EMPTIED for name, value in said[ATTRIBUTES].items()}
        after[ATTRIBUTES] = {**card.get(ATTRIBUTES, {}), **given}
        if len(after[ATTRIBUTES]) > MOST_ATTRIBUTES:
            raise ValueError(f"at most {MOST_ATTRIBUTES} attributes")
    return after
