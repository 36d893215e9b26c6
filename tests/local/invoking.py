"""Invokes deployed functions, no more at once than the machine has room for."""

import json
import threading
import time
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from tests.local.cloud import Cloud

# Per caller: HTTP requests and event source mappings each have as many places of their own, so
# that a flood of one does not stop the other.
AT_ONCE: Final = 5
_PAUSE_S: Final = 0.05


class Timeout(Exception):
    """The function was not done in the time there was."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a function returned, or ``error``: ``{"errorType", "errorMessage", …}``."""

    value: Any = None
    error: dict[str, Any] | None = None


class Functions:
    def __init__(self, cloud: Cloud, at_once: int = AT_ONCE) -> None:
        self._cloud, self._places = cloud, threading.BoundedSemaphore(at_once)

    def invoke(self, function: str, event: object, *, within: float = 900) -> Outcome:
        """Wait for a place and for the function, ``within`` seconds. Raises Timeout.

        A throttled invocation has not begun and is tried again: AWS has room for a thousand.
        """
        deadline = time.monotonic() + within
        if not self._places.acquire(timeout=within):
            raise Timeout(function)
        try:
            while (outcome := self._try(function, event)) is None:
                if time.monotonic() > deadline:
                    raise Timeout(function)
                time.sleep(_PAUSE_S)
        finally:
            self._places.release()
        if time.monotonic() > deadline:
            raise Timeout(function)
        return outcome

    def _try(self, function: str, event: object) -> Outcome | None:
        payload = json.dumps(event, separators=(",", ":")).encode()
        try:
            answer = self._cloud.client("lambda").invoke(FunctionName=function, Payload=payload)
        except ClientError as error:
            if error.response["Error"]["Code"] == "TooManyRequestsException":
                return None
            return _not_reached(error)
        except BotoCoreError as error:
            return _not_reached(error)
        text = answer["Payload"].read()
        value = json.loads(text) if text else None
        if "FunctionError" in answer:
            return Outcome(error=value if isinstance(value, dict) else {"errorMessage": str(value)})
        return Outcome(value)


def _not_reached(error: Exception) -> Outcome:
    """The engine is going down, or there is no such function."""
    return Outcome(error={"errorType": type(error).__name__, "errorMessage": str(error)})
