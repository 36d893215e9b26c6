"""X's servers, simulated in process, our side of them, and a customer who writes."""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest

from functions.x import send, webhook
from shared import ids, keys
from shared.channels import X
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.events import Event
from tests.functions.channel_side import Send, Shop, Talk, Webhook, running
from tests.functions.x.reading import ACCOUNT, ANA, SECRET, x_event
from tests.simulator import x as servers

SECRETS = {
    "consumer_key": "consumer-key-for-tests",
    "consumer_secret": SECRET,
    "access_token": f"{ACCOUNT}-access-token-for-tests",
    "access_token_secret": "access-token-secret-for-tests",
    "accounts": {ACCOUNT: "main"},
}
ACCOUNTS = {"x": {**SECRETS, "account": "main", "user_id": ACCOUNT, "app_id": "13090192"}}
CONVERSATION = ids.conversation_id(ID_KEY.encode(), "x", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)
SHOP = Shop("x", SECRETS)
ready, told_otherwise = SHOP.ready, SHOP.told_otherwise


class World(Talk):
    channel = X
    sends: ClassVar[Send] = send
    takes: ClassVar[Webhook] = webhook
    conversation = CONVERSATION

    @property
    def platform(self) -> servers.X:
        platform = self.simulator.platforms["x"]
        assert isinstance(platform, servers.X)
        return platform

    def event(self, **said: Any) -> Event:
        return x_event(self.platform.say({"from": ANA, **said}).body)

    def asked(self) -> list[str]:
        """Which calls were made, by their paths."""
        return [str(r["path"]) for r in self.simulator.sent("x")]

    def forms(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(b64decode(r["body"]).decode())) for r in self.simulator.sent("x")]

    def headers(self, name: str) -> list[str | None]:
        return [r["headers"].get(name) for r in self.simulator.sent("x")]


@pytest.fixture
def x(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    SHOP.ready(monkeypatch)
    with running(ACCOUNTS, monkeypatch, auto_statuses=False) as simulator:
        world = World(simulator, the_time)
        world.platform.echoes = False
        yield world
