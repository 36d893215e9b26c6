"""Waiting for something to become true, with a deadline and a reason if it does not."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Late(Exception):
    """Something did not happen in time."""


def until(what: str, look: Callable[[], T | None], *, within: float, every: float = 0.1) -> T:
    """The first truthy answer of ``look``. Raises Late, naming ``what``, after ``within`` s."""
    deadline = time.monotonic() + within
    while True:
        if found := look():
            return found
        if time.monotonic() > deadline:
            raise Late(f"not within {within:g} s: {what}")
        time.sleep(every)
