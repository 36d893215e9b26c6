"""Attributes that change together with a decision, though the bot changes them without one: pure.

So they are no part of a decision's snapshot: it would bring back what the bot has changed since.
"""

from collections.abc import Mapping
from typing import Any

from shared.table import Item

Attributes = Mapping[str, str]


def noted(before: Attributes, after: Attributes | None) -> dict[str, str | None]:
    """What changes, None for what goes away; nothing if ``after`` is None."""
    if after is None:
        return {}
    names = sorted(before.keys() | after.keys())
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def as_read(summary: Item) -> dict[str, Any]:
    """The condition that they still are as ``summary`` has them, and its values."""
    if "attributes" not in summary:
        return {"condition": "attribute_not_exists(#attributes)"}
    return {"condition": "#attributes = :as_read", "values": {":as_read": summary["attributes"]}}
