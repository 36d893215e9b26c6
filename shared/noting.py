"""Attributes that change together with a decision, though the bot changes them without one: pure.

So they are no part of a decision's snapshot: it would bring back what the bot has changed since.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from shared.table import Item

Attributes = Mapping[str, str]
MOST: Final = 20
LARGEST: Final = 4_000  # bytes of all of them: they lie on the summary, which each message writes
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")


def is_name(text: str) -> bool:
    """Whether an attribute may be called so."""
    return bool(_NAME.fullmatch(text))


def too_much(after: Attributes, before: Attributes) -> str:
    """What of ``after`` is more than may be kept, "" if nothing is; where ``before`` had more, as
    much may stay."""
    if len(after) > max(MOST, len(before)):
        return f"at most {MOST} of them"
    if _size(after) > max(LARGEST, _size(before)):
        return f"at most {LARGEST} bytes of them"
    return ""


def _size(attributes: Attributes) -> int:
    return len(json.dumps({**attributes}, ensure_ascii=False).encode())


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
