"""Deployed functions that answer what a test wants."""

from collections.abc import Callable
from typing import Any

from tests.local.cloud import Cloud
from tests.local.invoking import Functions, Outcome, Timeout

Behaviour = Callable[[Any], Any]


class FakeFunctions(Functions):
    """``behaviour`` takes the event; what it raises becomes the function's error."""

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(Cloud(None))
        self._behaviour = behaviour
        self.events: list[Any] = []

    def invoke(self, function: str, event: object, *, within: float = 900) -> Outcome:
        self.events.append(event)
        try:
            return Outcome(self._behaviour(event))
        except Timeout:
            raise
        except Exception as error:
            return Outcome(error={"errorType": type(error).__name__, "errorMessage": str(error)})
