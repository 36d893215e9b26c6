"""LINE's servers, simulated in process, our side of them, and a customer who writes."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.line import send, webhook
from shared import ids, keys
from shared.channels import LINE
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.events import Event
from tests.functions.channel_side import Send, Shop, Talk, Webhook, running
from tests.functions.line.reading import ACCOUNT, ANA, SECRET, line_event
from tests.simulator.line import Line

SECRETS = {
    "channel_secret": SECRET,
    "channel_access_token": "access-token-for-tests",
    "accounts": {ACCOUNT: "main"},
}
ACCOUNTS = {"line": {**SECRETS, "account": "main", "bot_user_id": ACCOUNT}}
CONVERSATION = ids.conversation_id(ID_KEY.encode(), "line", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)
SHOP = Shop("line", SECRETS)
ready, told_otherwise = SHOP.ready, SHOP.told_otherwise


class World(Talk):
    channel = LINE
    sends: ClassVar[Send] = send
    takes: ClassVar[Webhook] = webhook
    conversation = CONVERSATION

    @property
    def platform(self) -> Line:
        platform = self.simulator.platforms["line"]
        assert isinstance(platform, Line)
        return platform

    def event(self, **said: Any) -> Event:
        return line_event(self.platform.say({"from": ANA, **said}).body)

    def asked(self) -> list[str]:
        """Which calls were made, by the last part of their paths."""
        return [r["path"].rsplit("/", 1)[-1] for r in self.simulator.sent("line")]

    def headers(self, name: str) -> list[str | None]:
        return [r["headers"].get(name) for r in self.simulator.sent("line")]


@pytest.fixture
def line(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    SHOP.ready(monkeypatch)
    with running(ACCOUNTS, monkeypatch) as simulator:
        yield World(simulator, the_time)
