"""What shall go wrong: a few kinds of failure, each for a number of requests of one channel."""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

ANSWERED: Final = ("429", "500", "token-expired")  # the platform's own words, nothing accepted
KINDS: Final = (*ANSWERED, "timeout", "drop-after-accept", "slow")


@dataclass(slots=True)
class Fault:
    channel: str
    kind: str
    times: int = 1
    calls: str = "sends"  # only requests that send a message, or "all" of the channel
    seconds: float = 3.0  # how slow
    retry_after: int | None = None  # what a 429 advises


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, wanted: Mapping[str, Any]) -> Fault:
        """Raises ValueError if ``wanted`` is not a fault this knows."""
        try:
            fault = Fault(**wanted)
        except TypeError as error:
            raise ValueError(str(error)) from error
        fault.kind = str(fault.kind)
        if fault.kind not in KINDS:
            raise ValueError(f"unknown kind {fault.kind!r}; there are {list(KINDS)}")
        if not isinstance(fault.times, int) or fault.times < 1:
            raise ValueError("times is a whole number from 1")
        with self._lock:
            self._waiting.append(fault)
        return fault

    def take(self, channel: str, *, sends: bool) -> Fault | None:
        """The fault for this request, oldest first; counts it as used."""
        with self._lock:
            for fault in self._waiting:
                if fault.channel == channel and (sends or fault.calls == "all"):
                    fault.times -= 1
                    if not fault.times:
                        self._waiting.remove(fault)
                    return fault
        return None

    def remaining(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._waiting]

    def reset(self) -> None:
        with self._lock:
            self._waiting.clear()
