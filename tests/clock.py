"""A clock that stands still until a test moves it."""


class SteppingClock:
    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, *, ms: int = 0, seconds: int = 0, minutes: int = 0, hours: int = 0) -> int:
        self.now += ms + 1000 * (seconds + 60 * (minutes + 60 * hours))
        return self.now
