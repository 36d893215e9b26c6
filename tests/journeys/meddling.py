"""Somebody acts between two AWS calls of whatever runs just then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from shared import aws
from shared.keys import lists

# Where somebody may come in between: before a call of this name, whose body has this in it.
PLACES: Final = {
    "a call": ("", b""),
    "a transaction": ("TransactWriteItems", b""),
    "a seat": ("TransactWriteItems", f'"{lists.AGENTS}"'.encode()),
    "a claim": ("UpdateItem", b'"M#'),
}


@dataclass(slots=True)
class Meddler:
    """Counts the table's calls of what runs, and at the planned one lets somebody be first; and
    where there is a crowd, the others whenever an agent gets something."""

    left: int = 0
    act: Callable[[], None] | None = None
    place: str = "a call"
    crowd: Callable[[], None] | None = None
    _inside: bool = False  # whoever meddles is left alone, and so is who is about to die

    def plan(self, calls: int, act: Callable[[], None], place: str = "a call") -> None:
        self.left, self.act, self.place = calls, act, place

    def before(self, model: Any, params: Any, **_: Any) -> None:
        if self._inside:
            return
        if self.act and _is_at(self.place, model, params):
            self.left -= 1
            if self.left < 0:
                act, self.act = self.act, None
                self._let(act)
        elif self.crowd and _is_at("a seat", model, params):
            self._let(self.crowd)

    def _let(self, act: Callable[[], None]) -> None:
        with self.alone():
            act()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While this lasts, nobody meddles."""
        was, self._inside = self._inside, True
        try:
            yield
        finally:
            self._inside = was

    @contextmanager
    def around(self) -> Iterator[None]:
        """While this lasts, what is planned happens."""
        if self._inside:
            yield
            return
        events = aws.client("dynamodb").meta.events
        events.register("before-call.dynamodb", self.before)
        try:
            yield
        finally:
            events.unregister("before-call.dynamodb", self.before)


def _is_at(place: str, model: Any, params: Any) -> bool:
    name, part = PLACES[place]
    return model.name.startswith(name) and part in params["body"]
