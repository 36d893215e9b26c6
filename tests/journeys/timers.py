"""Timers under a clock that a test moves."""

from functions.ring.ring import SKEW_MS, lambda_handler
from shared import table
from shared.keys import lists
from shared.table import Item


def ring() -> None:
    lambda_handler({}, None)


def waiting() -> list[Item]:
    """The timers that are still to ring, the next first."""
    found = [entry for shard in range(lists.DUE_SHARDS) for entry in _of(lists.due_pk_of(shard))]
    return sorted(found, key=lambda entry: int(entry["at"]))


def _of(pk: str) -> list[Item]:
    mark = table.get(pk, lists.RUNG)
    return list(table.query(pk, f"{mark['through'] if mark else '0'}!", "9~"))


def next_at() -> int | None:
    """When the next one rings, in ms."""
    return min((entry["at"] + SKEW_MS for entry in waiting()), default=None)


def any_due(now: int) -> bool:
    at = next_at()
    return at is not None and at <= now
