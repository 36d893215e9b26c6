"""Viber's servers, simulated in process, our side of them, and a customer who writes."""

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.viber import send, webhook
from shared import ids, keys
from shared.channels import VIBER
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.events import Event
from tests.functions.channel_side import Send, Shop, Talk, Webhook, running
from tests.functions.viber.reading import ANA, BOT, TOKEN, viber_event
from tests.simulator.viber import Viber

SECRETS = {"auth_token": TOKEN, "sender": {"name": "Shop"}, "accounts": {BOT: "main"}}
ACCOUNTS = {"viber": {**SECRETS, "account": "main", "id": BOT}}
CONVERSATION = ids.conversation_id(ID_KEY.encode(), "viber", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)
SHOP = Shop("viber", SECRETS)
ready, told_otherwise = SHOP.ready, SHOP.told_otherwise


class World(Talk):
    channel = VIBER
    sends: ClassVar[Send] = send
    takes: ClassVar[Webhook] = webhook
    conversation = CONVERSATION

    @property
    def platform(self) -> Viber:
        platform = self.simulator.platforms["viber"]
        assert isinstance(platform, Viber)
        return platform

    def event(self, **said: Any) -> Event:
        return viber_event(self.platform.say({"from": ANA, **said}).body)


@pytest.fixture
def viber(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    SHOP.ready(monkeypatch)
    with running(ACCOUNTS, monkeypatch, auto_statuses=False) as simulator:
        yield World(simulator, the_time)
