"""Suggestions: who may be the same person, and why. Nothing is merged by them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from shared.people import cards, facts, index, persons
from shared.people.facts import Fact
from shared.people.index import Source
from shared.people.persons import Person
from shared.table import Item

Strength = Literal["strong", "likely", "weak"]
STRENGTHS: Final[tuple[Strength, ...]] = ("strong", "likely", "weak")
MOST: Final = 10
_FACTS: Final = 20  # of one person that are looked for
_HOLDERS: Final = 20  # of one fact: what so many share tells nothing
_KINDS: Final = ("phone", "email", "account", "name")


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that both have. ``strength``: ``strong`` if platforms or sites proved it of both,
    ``likely`` if an agent wrote it of one, ``weak`` for a name."""

    same: facts.Kind
    strength: Strength


@dataclass(slots=True)
class Suggestion:
    person: Person
    reasons: set[Reason] = field(default_factory=set)

    @property
    def strength(self) -> Strength:
        """Of the strongest reason."""
        return self.in_order()[0].strength

    def in_order(self) -> list[Reason]:
        """The strongest first."""
        return sorted(self.reasons, key=lambda r: (STRENGTHS.index(r.strength), r.same))


def suggestions(
    person: Person, identities: Iterable[Item], sees: Callable[[str], bool]
) -> list[Suggestion]:
    """Up to MOST people who may be ``person``, the likeliest first.

    ``identities`` are the summaries that count, of channels that the caller ``sees``. Reads one
    list for each fact, and a few items for each contact on it. Raises Unavailable.
    """
    found: dict[str, Suggestion] = {}
    find = cache(persons.find)
    for fact, source in _known(person, identities):
        for entry in index.holders(fact, _HOLDERS):
            other = find(entry["contact"])
            if other is None or other.contact == person.contact:
                continue
            if not index.tells(entry, other, sees):
                continue
            known = found.setdefault(other.contact, Suggestion(other))
            known.reasons.add(Reason(fact.kind, _strength(fact, source, entry["source"])))
    return sorted(found.values(), key=_place)[:MOST]


def _known(person: Person, identities: Iterable[Item]) -> list[tuple[Fact, Source]]:
    """Each fact once, by whoever is the better witness."""
    proven = set().union(*(facts.of_identity(summary) for summary in identities))
    written = facts.of_card(cards.shown(person)) - proven
    known: list[tuple[Fact, Source]] = [(fact, "platform") for fact in proven]
    known += [(fact, "agent") for fact in written]
    return sorted(known, key=lambda one: (_KINDS.index(one[0].kind), one))[:_FACTS]


def _strength(fact: Fact, *sources: str) -> Strength:
    if fact.kind == "name":
        return "weak"
    return "likely" if "agent" in sources else "strong"


def _place(suggestion: Suggestion) -> tuple[int, int, str]:
    strength = STRENGTHS.index(suggestion.strength)
    return strength, -len(suggestion.reasons), suggestion.person.contact
