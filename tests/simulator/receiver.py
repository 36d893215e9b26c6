"""Our side for tests of the simulator: a webhook that keeps what it is sent, as it came."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.simulator.exchange import Answer, Request
from tests.simulator.http_server import serving

PATIENCE = 10.0  # seconds a test waits for what should take milliseconds


class Receiver:
    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.answers: Callable[[int], Answer] = lambda number: Answer(200)  # from 1, in order
        self._changed = threading.Condition()

    def handle(self, request: Request) -> Answer:
        with self._changed:
            self.requests.append(request)
            number = len(self.requests)
            self._changed.notify_all()
        return self.answers(number)

    def wait_for(self, count: int) -> list[Request]:
        """The first ``count`` requests, once there are so many; fails if they do not come."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.requests) >= count, PATIENCE)
            assert came, f"{len(self.requests)} of {count} calls came"
            return self.requests[:count]


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    with serving(receiver.handle) as receiver.url:
        yield receiver
