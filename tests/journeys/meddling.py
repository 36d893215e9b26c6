"""Somebody acts between two AWS calls of whatever runs just then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from shared import aws


@dataclass(slots=True)
class Meddler:
    """Counts the table's calls of what runs, and at the planned one lets somebody be first."""

    left: int = 0
    act: Callable[[], None] | None = None

    def plan(self, calls: int, act: Callable[[], None]) -> None:
        self.left, self.act = calls, act

    def before(self, **_: Any) -> None:
        if self.act is None:
            return
        self.left -= 1
        if self.left < 0:
            act, self.act = self.act, None
            act()

    @contextmanager
    def around(self) -> Iterator[None]:
        """While this lasts, what is planned happens."""
        events = aws.client("dynamodb").meta.events
        events.register("before-call.dynamodb", self.before)
        try:
            yield
        finally:
            events.unregister("before-call.dynamodb", self.before)
