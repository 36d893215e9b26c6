"""Long polling: looking again and again for what may come, for a while."""

from collections.abc import Callable
from typing import Final, TypeVar

from shared import clock

T = TypeVar("T")

LONGEST_S: Final = 20
# Each look is a read, so who waits longer is looked for less often.
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 2.0


def until(look: Callable[[], T | None], wait_s: float) -> T | None:
    """What ``look`` finds first; None if that is nothing for ``wait_s`` seconds.

    It looks once at least, and thirteen times in LONGEST_S.
    """
    end, pause = clock.now_ms() + wait_s * 1000, _FIRST_PAUSE_S
    while (found := look()) is None:
        left = (end - clock.now_ms()) / 1000
        if left <= 0:
            return None
        clock.pause(min(pause, left))
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
    return found
