"""The registers of a summary, and how those of two logs are joined: pure.

A join is commutative, associative and idempotent, because each register is a maximum, a minimum
or a union in an order that leaves no ties.
"""

import json
from typing import Any, Final

from shared.folding import late, standings
from shared.table import Item

_LARGEST: Final = (
    "active_at",
    "window_end",
    "window_closed_at",
    "armed",
    "decided_at",
    "channel",  # these three are the same in all items of one conversation
    "account",
    "identity",
)
STAMPED: Final = (
    "name",
    "email",
    "phone",
    "locale",
    "other_identity",
)  # last writer, as ``stamps`` holds the time
REGISTERS: Final = (
    *_LARGEST,
    *standings.DECIDED,
    *STAMPED,
    *(
        "stamps",
        "first_at",
        "last",
        "inbound_at",
        "inbound_id",
        "late",
        "late_floor",
        "also",
        "marks",
    ),
)


def join(one: Item, other: Item) -> Item:
    """The summary of both logs together. What is no register is taken from ``one``."""
    joined = {
        **{name: _largest(one, other, name) for name in _LARGEST},
        **_decided(one, other),
        **_stamped(one, other),
        **_newest_inbound(one, other),
        **late.joined(one, other),
        "first_at": min((s["first_at"] for s in (one, other) if "first_at" in s), default=None),
        "last": max((s["last"] for s in (one, other) if "last" in s), key=_place, default=None),
        "also": sorted({*one.get("also", ()), *other.get("also", ())}),
        "marks": _marks(one, other),
    }
    kept = {name: value for name, value in one.items() if name not in REGISTERS}
    return {**kept, **present(joined)}


def _largest(one: Item, other: Item, name: str) -> Any:
    return max((s[name] for s in (one, other) if name in s), default=None)


def _marks(one: Item, other: Item) -> Item:
    """The highest watermark of each status."""
    marks, more = one.get("marks", {}), other.get("marks", {})
    return {name: max(s[name] for s in (marks, more) if name in s) for name in {*marks, *more}}


def _place(last: Item) -> tuple[Any, ...]:
    # An edit or a deletion of the last message is the same place with a newer text.
    newer = last.get("revoked_at", 0), last.get("edited_at", 0)
    return last["sent_at"], last["ref"], *newer, json.dumps(last, sort_keys=True)


def _decided(one: Item, other: Item) -> Item:
    newest = standings.newest(one, other)
    return {name: newest.get(name) for name in standings.DECIDED}


def _stamped(one: Item, other: Item) -> Item:
    values, stamps = {}, {}
    for name in STAMPED:
        writers = [(s.get("stamps", {}).get(name, 0), s[name]) for s in (one, other) if name in s]
        if writers:
            stamps[name], values[name] = max(writers)
    return {**values, "stamps": stamps}


def _newest_inbound(one: Item, other: Item) -> Item:
    def order(summary: Item) -> tuple[int, str, str]:
        identifier = summary["inbound_id"]
        return summary["inbound_at"], identifier.rsplit(".", 1)[1], identifier

    newest = max((s for s in (one, other) if "inbound_id" in s), key=order, default=None)
    return {name: newest[name] for name in ("inbound_at", "inbound_id")} if newest else {}


def present(values: Item) -> Item:
    """``values`` without the empty ones: an absent register means the same."""
    return {name: value for name, value in values.items() if value not in (None, [], {})}
