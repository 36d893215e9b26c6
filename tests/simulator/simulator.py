"""The simulator: platforms of the accounts it is given, what they remember, and one front."""

import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tests.moved_clock import MovedClock
from tests.simulator import control
from tests.simulator.exchange import Answer, Request, Silence
from tests.simulator.faults import ANSWERED, Fault, Faults
from tests.simulator.http_server import serving
from tests.simulator.journal import Journal, Message, Taken
from tests.simulator.options import Options
from tests.simulator.platform import Platform, Route, World, platform_of
from tests.simulator.scheduler import Scheduler
from tests.simulator.webhook import Webhook

Accounts = Mapping[str, Mapping[str, Any]]


class Simulator:
    """In-process handle: everything the routes offer, as attributes and methods."""

    def __init__(self, accounts: Accounts, webhook_url: str | None) -> None:
        self.url = ""
        self.faults, self.journal, self.options = Faults(), Journal(), Options()
        self.scheduler = Scheduler()
        self.webhook = Webhook(self.journal, self.options, self.scheduler)
        self.webhook.url = webhook_url
        self.stopping = threading.Event()
        self.clock: MovedClock | None = None  # that of the stack around it, where there is one
        world = World(self.journal, self.options, self.webhook, lambda: self.url)
        self.platforms = {
            channel: platform_of(channel)(account, world) for channel, account in accounts.items()
        }

    def handle(self, request: Request) -> Answer | Silence:
        if (answer := control.answer(self, request)) is not None:
            return answer
        for platform, route, groups in self._matches(request):
            return self._take(platform, route, groups, request)
        answer = Answer(404, b"no platform serves this")
        self.journal.answered(self.journal.take("", request), answer)
        return answer

    def sent(self, channel: str | None = None) -> list[dict[str, Any]]:
        """Every request to a platform, as ``GET /sent`` shows it; with ``clear`` (base64) where
        its body is packed or encrypted."""
        taken = [t for t in list(self.journal.taken) if channel in (None, t.channel)]
        return [{**t.as_json(), **self._clear(t)} for t in taken]

    def _clear(self, taken: Taken) -> dict[str, str]:
        platform = self.platforms.get(taken.channel)
        clear = platform.clear(taken.request) if platform else None
        return {} if clear is None else {"clear": b64encode(clear).decode()}

    def messages(self, channel: str | None = None) -> list[Message]:
        """What the platforms really accepted: two entries are two messages at the customer's."""
        return [m for m in list(self.journal.messages) if channel in (None, m.channel)]

    def settled(self, seconds: float = 10) -> bool:
        """Wait until every call back, with its retries, is over."""
        return self.scheduler.wait_until_idle(seconds)

    def reset(self) -> None:
        self.scheduler.forget()
        for part in (self.faults, self.journal, self.options):
            part.reset()
        for platform in self.platforms.values():
            platform.forget()

    def _matches(self, request: Request) -> list[tuple[Platform, Route, Mapping[str, str]]]:
        found = [
            (platform, route, groups)
            for platform in self.platforms.values()
            for route in platform.routes
            if (groups := route.match(request)) is not None
        ]
        return sorted(found, key=lambda match: not match[0].owns(match[2]))

    def _take(
        self, platform: Platform, route: Route, groups: Mapping[str, str], request: Request
    ) -> Answer | Silence:
        taken = self.journal.take(platform.channel, request)
        fault = self.faults.take(platform.channel, sends=platform.sends(request))
        taken.fault = fault.kind if fault else None
        answer = self._answer(platform, route, groups, request, fault)
        self.journal.answered(taken, answer)
        return answer

    def _answer(
        self,
        platform: Platform,
        route: Route,
        groups: Mapping[str, str],
        request: Request,
        fault: Fault | None,
    ) -> Answer | Silence:
        if fault and fault.kind in ANSWERED:
            return platform.fail(fault)
        if fault and fault.kind == "timeout":
            return Silence.NEVER
        if fault and fault.kind == "slow":
            self.stopping.wait(fault.seconds)
        answer = route.handle(request, groups)
        return Silence.HANG_UP if fault and fault.kind == "drop-after-accept" else answer


@contextmanager
def running_simulator(
    accounts: Accounts, webhook_url: str | None = None, port: int = 0
) -> Iterator[Simulator]:
    """A simulator inside the block. ``simulator.webhook.url`` may be set later."""
    simulator = Simulator(accounts, webhook_url)
    try:
        with serving(simulator.handle, port) as simulator.url:
            yield simulator
            simulator.stopping.set()
    finally:
        simulator.stopping.set()
        simulator.scheduler.stop()
