"""The one clock. Everything that needs the time of day asks ``now_ms``; tests set it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _system() -> int:
    return time.time_ns() // 1_000_000


_source: Callable[[], int] = _system


def now_ms() -> int:
    """Milliseconds since the Unix epoch."""
    return _source()


@contextmanager
def running_on(source: Callable[[], int]) -> Iterator[None]:
    """Let ``source`` tell the time inside the block."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


def rfc3339(ms: int) -> str:
    """UTC with milliseconds, as the API shows times: ``2026-01-02T03:04:05.678Z``."""
    moment = datetime.fromtimestamp(ms // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"
