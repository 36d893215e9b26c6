"""Several writers at once, whose calls of DynamoDB come in an order that a test chooses."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from shared import aws


@contextmanager
def interrupted_by(operation: str, act: Callable[[], object]) -> Iterator[None]:
    """``act`` once, just before the next call of ``operation``."""
    pending = [act]

    def interrupt(model: Any, **_: Any) -> None:
        if model.name == operation and pending:
            pending.pop()()

    emitter = aws.client("dynamodb").meta.events
    emitter.register("before-call", interrupt)
    yield
    emitter.unregister("before-call", interrupt)
    assert not pending


class Turns:
    """``order`` names whose call comes next; after it the first who is not done has the turn."""

    def __init__(self, order: Sequence[str], names: Sequence[str]) -> None:
        self._order, self._left = list(order), list(names)
        self._changed, self._me = threading.Condition(), threading.local()

    def _next(self) -> str:
        while self._order and self._order[0] not in self._left:
            self._order.pop(0)
        return (self._order or self._left)[0]

    def before(self, **_: Any) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._next() == self._me.name, timeout=20)

    def after(self, **_: Any) -> None:
        with self._changed:
            if self._order:
                self._order.pop(0)
            self._changed.notify_all()

    def act(self, name: str, act: Callable[[], object]) -> None:
        self._me.name = name
        try:
            act()
        finally:
            with self._changed:
                self._left.remove(name)
                self._changed.notify_all()


def take(order: Sequence[str], acts: Mapping[str, Callable[[], object]]) -> None:
    """Do all ``acts`` at once, their calls in ``order``."""
    turns = Turns(order, list(acts))
    with _asked(turns), ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(turns.act, acts, acts.values()))


@contextmanager
def _asked(turns: Turns) -> Iterator[None]:
    emitter = aws.client("dynamodb").meta.events
    emitter.register("before-call", turns.before)
    emitter.register("after-call", turns.after)
    try:
        yield
    finally:
        emitter.unregister("before-call", turns.before)
        emitter.unregister("after-call", turns.after)
