"""How often one may ask, counted in the process's memory: no write, no read, no exact sum.

Each running copy of a function counts for itself, so a flood gets through as many times as it
has copies; the API's own throttle bounds them all.
"""

from collections.abc import Hashable
from typing import Final

from shared import clock

_MINUTE_MS: Final = 60_000
_MOST_KEYS: Final = 10_000


class Pace:
    """At most ``a_minute`` for each key, in whole minutes of the clock."""

    def __init__(self, a_minute: int) -> None:
        self._most = a_minute
        self._minute = 0
        self._counts: dict[Hashable, int] = {}

    def allows(self, key: Hashable) -> bool:
        """Count one more for ``key``; whether it is still within what it may."""
        minute = clock.now_ms() // _MINUTE_MS
        if minute != self._minute or len(self._counts) > _MOST_KEYS:
            self._minute, self._counts = minute, {}
        count = self._counts[key] = self._counts.get(key, 0) + 1
        return count <= self._most

    def forget(self) -> None:
        self._counts = {}


# What one visitor may do: no person writes once a second for a minute.
OF_ONE_VISITOR: Final = Pace(60)
