"""Ids as X makes them: the time in the upper bits, a number below."""

from itertools import count

_EPOCH_MS = 1_288_834_974_657
_numbers = count(1)


def snowflake(at: int) -> str:
    """A new id of the millisecond ``at``."""
    return str((at - _EPOCH_MS) << 22 | next(_numbers) % (1 << 22))


def made_at(identifier: str) -> int:
    return (int(identifier) >> 22) + _EPOCH_MS
