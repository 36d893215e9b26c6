"""How what is kept of a person is changed: whole, under its revision, with whatever follows."""

import random
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared import conversations, keys, table
from shared.conversations import contact_of
from shared.errors import Contended
from shared.keys import single
from shared.people.persons import Person
from shared.table import Action, Item

_TRIES: Final = 10
_PAUSE_S: Final = 0.02


def successor(person: Person, changes: Mapping[str, Any]) -> Item:
    """What is there, with ``changes`` and the next revision; None removes."""
    pk, sk = single.person_key(person.contact)
    after = {**person.item, "pk": pk, "sk": sk, "kind": "person", "rev": person.rev + 1, **changes}
    return {name: value for name, value in after.items() if value not in (None, {})}


def write(before: Person, after: Item) -> Action:
    """An action that puts ``after``, if nobody has changed the person since ``before`` was read."""
    if not before.rev:
        return table.putting(after)
    return table.replacing(after, "#rev = :was_rev", {":was_rev": before.rev})


def carried(survivor: str, members: Sequence[str], was: str) -> list[Action]:
    """Actions that leave ``survivor`` on the summaries of ``members`` whose contact it ``was``.

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


def patiently(*actions: Action) -> None:
    """``transact``, for a while.

    A follower may hold one of the summaries for a moment; what the actions
    are conditioned upon stays the same. Raises Conflict, Contended, Unavailable.
    """
    for tries in range(_TRIES):
        try:
            return table.transact(*actions)
        except Contended:
            time.sleep(random.uniform(0, _PAUSE_S * 2**tries))  # noqa: S311 - nothing secret
    raise Contended("too many changes at once")
