"""What a platform's module must bring: the routes it serves, what it calls back, how it refuses.

A channel is one module of this package, named like the channel, whose ``PLATFORM`` is a subclass
of ``Platform``; nothing else lists channels.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.journal import Journal
from tests.simulator.options import Options
from tests.simulator.webhook import Callback, Webhook


@dataclass(frozen=True, slots=True)
class World:
    """What every platform may use."""

    journal: Journal
    options: Options
    webhook: Webhook
    url: Callable[[], str]  # where the simulator itself listens


@dataclass(frozen=True, slots=True)
class Route:
    """``handle`` gets the request and the named groups of ``path``, which must match in full."""

    method: str
    path: str
    handle: Callable[[Request, Mapping[str, str]], Answer]
    query: tuple[str, ...] = ()  # parameters that go among the groups

    def match(self, request: Request) -> Mapping[str, str] | None:
        if request.method != self.method:
            return None
        found = re.fullmatch(self.path, request.path)
        named = {name: request.query.get(name, "") for name in self.query}
        return {**found.groupdict(), **named} if found else None


def platform_of(channel: str) -> "type[Platform]":
    """The class that stands in for the servers of ``channel``."""
    platform: type[Platform] = import_module(f"tests.simulator.{channel}").PLATFORM
    return platform


class Platform(ABC):
    channel: ClassVar[str]

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        """``account``: this channel's entry of ``accounts`` in stack.json."""
        self.account, self.world = account, world
        # What an admin has set in the platform's console, where that is not what it should be.
        self.console: dict[str, Any] = dict(account.get("console", {}))

    @classmethod
    @abstractmethod
    def new_account(cls) -> dict[str, Any]:
        """Made-up credentials of one account, each under the platform's own name for it."""

    @classmethod
    @abstractmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        """What the channel's functions read of ``account``: the JSON of its secret."""

    @classmethod
    @abstractmethod
    def new_customer(cls) -> str:
        """The platform's id of somebody who has never written."""

    @property
    def webhook_path(self) -> str:
        return f"/webhooks/{self.channel}/{self.account['account']}"

    @property
    def webhook_url(self) -> str:
        """Our address, as an admin would have given it to the platform."""
        return (self.world.webhook.url or "").rstrip("/") + self.webhook_path

    @property
    @abstractmethod
    def routes(self) -> Sequence[Route]:
        """What it serves. Where several platforms know a path, the first that owns it answers."""

    def owns(self, groups: Mapping[str, str]) -> bool:
        """Whether the account named in a path is this platform's."""
        return True

    @abstractmethod
    def sends(self, request: Request) -> bool:
        """Whether a request is meant to send a message (and not a signal or a look-up)."""

    def clear(self, request: Request) -> bytes | None:
        """What the platform makes of a body that is packed or encrypted; None of any other."""
        return None

    @abstractmethod
    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """Any body as an authentic call; with another ``secret``, as a forged one."""

    @abstractmethod
    def say(self, said: Mapping[str, Any]) -> Callback:
        """A customer writes. Raises ValueError if the platform could not carry this."""

    @abstractmethod
    def status(self, wanted: Mapping[str, Any]) -> Callback:
        """A chosen status of a message. Raises ValueError or KeyError if it cannot be."""

    @abstractmethod
    def fail(self, fault: Fault) -> Answer:
        """The platform's own words for a fault of ``faults.ANSWERED``."""

    @abstractmethod
    def forget(self) -> None:
        """Back to the beginning: nobody has written, nothing is kept."""
