"""Messages that arrived long after they were said: a bounded list of the newest arrivals.

All that arrived since a mark are found by a range over the times of the log, which begins a
little before the mark, and by this list. What falls off it is remembered as a floor: how late the
last of them arrived, and where the range would have to begin to find them all.
"""

from typing import Any, Final

from shared.history import LATE_MS
from shared.table import Item

KEPT: Final = 20


def entries(message: Item) -> list[Item]:
    """The list of a log that has only this inbound message."""
    if message["received_at"] - message["sent_at"] <= LATE_MS:
        return []
    return [{"received_at": message["received_at"], "sk": message["sk"]}]


def joined(one: Item, other: Item) -> Item:
    """``late`` and ``late_floor`` of two summaries together."""
    listed = {_place(e): e for s in (one, other) for e in s.get("late", ())}
    newest_first = [listed[place] for place in sorted(listed, reverse=True)]
    kept, fallen = newest_first[:KEPT], newest_first[KEPT:]
    floors = [{"until": e["received_at"], "from": e["sk"]} for e in fallen]
    floors += [s["late_floor"] for s in (one, other) if "late_floor" in s]
    return {"late": kept, "late_floor": _lowest(floors) if floors else None}


def _lowest(floors: list[dict[str, Any]]) -> Item:
    return {
        "until": max(floor["until"] for floor in floors),
        "from": min(floor["from"] for floor in floors),
    }


def _place(entry: Item) -> tuple[int, str, str]:
    return entry["received_at"], entry["sk"], entry.get("of", "")
