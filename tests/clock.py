"""A clock that stands still until a test moves it, or somebody waits."""

from collections.abc import Callable


class SteppingClock:
    def __init__(self, now: int) -> None:
        self.now = now
        self.pauses: list[float] = []  # every wait, in seconds
        self.meanwhile: Callable[[], object] = lambda: None  # what happens during each of them

    def __call__(self) -> int:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.advance(ms=round(seconds * 1000))
        self.meanwhile()

    def advance(self, *, ms: int = 0, seconds: int = 0, minutes: int = 0, hours: int = 0) -> int:
        self.now += ms + 1000 * (seconds + 60 * (minutes + 60 * hours))
        return self.now
