"""What a decision changed, for people and programs who want to know, and its line: pure."""

from typing import Any, Final

from functions.agent_api.lines import Line
from shared.clock import rfc3339
from shared.conversations import conversation_of
from shared.deciding import DECIDED
from shared.ids import decision_id
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
    version = decision["version"] - 1
    before = next((d for d in decisions if d["version"] == version and _alike(d, decision)), None)
    if before is None and not version:
        before = FIRST
    found = {name: decision.get(name) for name in DECIDED if name not in _INNER}
    if before is None:  # the one before it is not known
        return {name: (None, value) for name, value in found.items() if value is not None}
    return {n: (before.get(n), value) for n, value in found.items() if before.get(n) != value}


def _alike(one: Item, other: Item) -> bool:
    """Whether both lie in one log: before two ids became one, each had its own."""
    return bool(one["pk"] == other["pk"])


def line(decisions: list[Item], decision: Item) -> Line:
    """That ``decision``, one of ``decisions``, was made: when, by whom, why and because of what."""
    cause = str(decision["cause"])
    return Line(
        at=rfc3339(decision["at"]),
        kind="decision",
        what=_in_words(decision, changes(decisions, decision)),
        by=decision["by"],
        why=decision["why"],
        # A request that may come twice is known by a key that says nothing to people.
        cause=None if cause.startswith("I#") else cause,
        rule=decision.get("rule"),
        decision_id=decision_id(conversation_of(decision), decision["version"]),
    )


def _in_words(decision: Item, changed: dict[str, tuple[Any, Any]]) -> str:
    """What was noted of a person is named and not told."""
    parts = [f"{n}: {_shown(n, a)} → {_shown(n, b)}" for n, (a, b) in sorted(changed.items())]
    parts += [f"{name} was noted" for name in sorted(decision.get("attributes") or ())]
    return "; ".join(parts) or "it stays as it was"


def _shown(name: str, value: Any) -> str:
    if name == "snoozed_until" and value:
        return rfc3339(value)
    return "none" if value in (None, "", [], {}) else str(value)
