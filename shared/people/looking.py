"""Looking for people: by the beginning of a name, by a phone number, by an e-mail address."""

from collections.abc import Callable

from shared.people import facts, index, persons
from shared.people.facts import Fact
from shared.people.persons import Person


def looked_for(text: str) -> Fact | None:
    """What ``text`` is: an e-mail address, a phone number, else how a name begins. None if it is
    too short to look for. Pure."""
    return facts.email(text) or facts.phone(text) or facts.name(text)


def page(
    fact: Fact, after: str | None, limit: int, sees: Callable[[str], bool]
) -> tuple[list[Person], str | None]:
    """Up to ``limit`` people with ``fact``, or whose name begins so, and the place to go on from.

    By what is known on the channels that the caller ``sees``, and by what agents wrote.
    In no order that means anything. One page tells of nobody twice, but two may. Reads ``limit``
    entries and three items for each, however many people there are.
    """
    if fact.kind == "name":
        read = index.begins(fact.value, after, limit)
        found = [entry for entry in read if index.fits(entry, fact.value)]
    else:
        found = read = index.holders(fact, limit, after)
    people: dict[str, Person] = {}
    for entry in found:
        person = persons.find(entry["contact"])
        if person and index.tells(entry, person, sees):
            people.setdefault(person.contact, person)
    return list(people.values()), read[-1]["sk"] if len(read) == limit else None
