"""The clock of a local stack: the time of day and by how much it was moved, which a file says.

Days can then be played in seconds. All processes of a stack read the same file; nothing that is
deployed knows of it.
"""

import threading
import time
from pathlib import Path


class MovedClock:
    """A source for ``shared.clock``. Without the file it tells the time of day."""

    def __init__(self, file: Path) -> None:
        self._file, self._moving = file, threading.Lock()

    def __call__(self) -> int:
        return time.time_ns() // 1_000_000 + self.moved

    @property
    def moved(self) -> int:
        """Milliseconds that it is ahead."""
        try:
            return int(self._file.read_text())
        except FileNotFoundError:
            return 0

    def advance(self, ms: int) -> int:
        """Move it on for everybody; the time it then is. Raises ValueError: time goes forward."""
        if ms < 0:
            raise ValueError("time only goes forward")
        with self._moving:
            # Put in place whole, so that nobody reads half a number.
            fresh = self._file.with_suffix(".new")
            fresh.write_text(str(self.moved + ms))
            fresh.replace(self._file)
        return self()
