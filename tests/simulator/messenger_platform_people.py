"""When each customer last wrote, and so until when they may be written to."""

import threading

from shared.channels import Window


class People:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrote_at: dict[str, int] = {}

    def wrote(self, person: str, at: int) -> None:
        with self._lock:
            self._wrote_at[person] = max(at, self._wrote_at.get(person, 0))

    def knows(self, person: str) -> bool:
        return person in self._wrote_at

    def may_be_written_to(self, person: str, now: int, window: Window, *, tagged: bool) -> bool:
        lasts = window.agent_lasts_ms if tagged else window.lasts_ms
        return now < self._wrote_at.get(person, 0) + lasts

    def forget(self) -> None:
        with self._lock:
            self._wrote_at.clear()
