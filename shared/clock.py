"""The one clock. Who needs the time of day asks ``now_ms``, who waits ``pause``; tests set both."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _system() -> int:
    return time.time_ns() // 1_000_000


_source: Callable[[], int] = _system
_pause: Callable[[float], object] = time.sleep


def now_ms() -> int:
    """Milliseconds since the Unix epoch."""
    return _source()


def pause(seconds: float) -> None:
    """Return when that much time has passed."""
    _pause(seconds)


@contextmanager
def running_on(
    source: Callable[[], int], pausing: Callable[[float], object] = time.sleep
) -> Iterator[None]:
    """Let ``source`` tell the time inside the block, and ``pausing`` let it pass."""
    global _source, _pause
    before, _source, _pause = (_source, _pause), source, pausing
    try:
        yield
    finally:
        _source, _pause = before


def rfc3339(ms: int) -> str:
    """UTC with milliseconds, as the API shows times: ``2026-01-02T03:04:05.678Z``."""
    moment = datetime.fromtimestamp(ms // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def rfc3339_or_none(ms: int | None) -> str | None:
    """``rfc3339`` of what has a time only once it has happened."""
    return None if ms is None else rfc3339(ms)
