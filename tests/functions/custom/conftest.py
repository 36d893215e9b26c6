"""The other system, simulated in process, our side of them, and a customer who writes."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.custom import send, webhook
from shared import ids, keys
from shared.channels import CUSTOM
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.events import Event
from tests.functions.channel_side import Send, Shop, Talk, Webhook, running
from tests.functions.custom.reading import ACCOUNT, ANA, SECRET, custom_event
from tests.simulator.custom import Custom

SECRETS = {
    "signing_secret": SECRET,
    "media_authorization": "Bearer media-token-for-tests",
    "url": "https://partner.example/partner/messages",
    "accounts": {ACCOUNT: "main"},
}
ACCOUNTS = {"custom": {**SECRETS, "account": "main", "name": ACCOUNT}}
CONVERSATION = ids.conversation_id(ID_KEY.encode(), "custom", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)
SHOP = Shop("custom", SECRETS)
ready, told_otherwise = SHOP.ready, SHOP.told_otherwise


class World(Talk):
    channel = CUSTOM
    sends: ClassVar[Send] = send
    takes: ClassVar[Webhook] = webhook
    conversation = CONVERSATION

    @property
    def platform(self) -> Custom:
        platform = self.simulator.platforms["custom"]
        assert isinstance(platform, Custom)
        return platform

    def event(self, **said: Any) -> Event:
        callback = self.platform.say({"from": ANA, **said})
        return custom_event(callback.body, at=self.clock.now // 1000)

    def headers(self, name: str) -> list[str | None]:
        return [r["headers"].get(name) for r in self.simulator.sent("custom")]


@pytest.fixture
def custom(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    SHOP.ready(monkeypatch)
    with running(ACCOUNTS, monkeypatch) as simulator:
        yield World(simulator, the_time)
