"""What a decision changed, for people and programs who want to know: pure."""

from typing import Any

from shared.standing import FIRST
from shared.table import Item


def changes(decisions: list[Item], decision: Item) -> dict[str, tuple[Any, Any]]:
    """What ``decision`` changed: by name, before and after."""
    number = decisions.index(decision)
    before = decisions[number - 1] if number else FIRST if decision["version"] == 1 else {}
    told = {"pk", "sk", "kind", "version", "by", "why", "cause", "at"}
    return {
        name: (before.get(name), value)
        for name, value in decision.items()
        if name not in told and (not before or before.get(name) != value)
    }
