"""What DynamoDB would charge, counted from the items themselves: no emulator counts it right.

Sizes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
Units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
Indexes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

Wire = Mapping[str, Any]  # an item in DynamoDB's typed form

_WRITE_BYTES: Final = 1024
_READ_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Index:
    name: str
    keys: tuple[str, ...]
    projected: frozenset[str]  # the index's own keys and those of the table included

    def entry(self, item: Wire | None) -> Wire | None:
        """What the index holds of ``item``; None if that lacks one of its keys."""
        if item is None or any(key not in item for key in self.keys):
            return None
        return {name: value for name, value in item.items() if name in self.projected}


def size(item: Wire) -> int:
    """Bytes of ``item``: names and values."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Mapping[str, Any]) -> int:
    kind: str
    inner: Any
    ((kind, inner),) = value.items()
    match kind:
        case "S":
            return len(str(inner).encode())
        case "N":
            digits = len(inner.lstrip("-").replace(".", "").strip("0"))
            return ceil(digits / 2) + 1 + int(inner.startswith("-"))
        case "B":
            return len(inner)
        case "L":
            return 3 + sum(1 + _value(one) for one in inner)
        case "M":
            return 3 + sum(1 + len(n.encode()) + _value(v) for n, v in inner.items())
        case "SS":
            return sum(len(one.encode()) for one in inner)
        case _:  # BOOL, NULL
            return 1


def written(before: Wire | None, after: Wire | None, *, transactional: bool = False) -> int:
    """Write units of the table itself: of the larger image, at least one even if a condition
    failed or nothing was there; twice in a transaction."""
    largest = max(size(item) if item else 0 for item in (before, after))
    return max(1, ceil(largest / _WRITE_BYTES)) * (2 if transactional else 1)


def indexed(before: Wire | None, after: Wire | None, index: Index) -> int:
    """Write units of one index: none if its entry stays, two writes if its key changes."""
    was, now = index.entry(before), index.entry(after)
    if was == now:
        return 0
    if was and now and all(was[key] == now[key] for key in index.keys):
        return written(was, now)
    return sum(written(None, entry) for entry in (was, now) if entry)


def read(total: int, *, consistent: bool) -> float:
    """Read units of one answer of ``total`` bytes: the sum is rounded up, not each item."""
    units = max(1, ceil(total / _READ_BYTES))
    return units if consistent else units / 2
