"""What a decision changed, for people and programs who want to know: pure."""

from typing import Any, Final

from shared.deciding import DECIDED
from shared.routing.consequences import FOLLOWING
from shared.standing import FIRST
from shared.table import Item

# Times that follow from the rest, and places in an order; of no use to a reader.
_INNER: Final = frozenset(
    {
        *("consent_since", "consent_as_of", "consent_source", "marketing_since"),
        *("resolved_at", "pauses", *FOLLOWING),
    }
)


def changes(decisions: list[Item], decision: Item) -> dict[str, tuple[Any, Any]]:
    """What ``decision``, one of ``decisions``, changed: by name, before and after."""
    number = decisions.index(decision)
    before = decisions[number - 1] if number else FIRST if decision["version"] == 1 else None
    found = {name: decision.get(name) for name in DECIDED if name not in _INNER}
    if before is None:  # the one before it is not known
        return {name: (None, value) for name, value in found.items() if value is not None}
    return {n: (before.get(n), value) for n, value in found.items() if before.get(n) != value}
