"""Apple's servers, simulated in process, our side of them, and a customer who writes."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.apple import send, webhook
from shared import ids, keys
from shared.accepting import Draft
from shared.channels import APPLE
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.events import Event
from tests.functions.apple.reading import ANA, BUSINESS, MSP, SECRET, apple_event
from tests.functions.channel_side import Send, Shop, Talk, Webhook, running
from tests.simulator.apple import Apple

SECRETS = {"msp_id": MSP, "api_secret": SECRET, "accounts": {BUSINESS: "main"}}
ACCOUNTS = {"apple": {**SECRETS, "account": "main", "business_id": BUSINESS}}
CONVERSATION = ids.conversation_id(ID_KEY.encode(), "apple", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)
SHOP = Shop("apple", SECRETS)
ready, told_otherwise = SHOP.ready, SHOP.told_otherwise


class World(Talk):
    channel = APPLE
    sends: ClassVar[Send] = send
    takes: ClassVar[Webhook] = webhook
    conversation = CONVERSATION

    @property
    def platform(self) -> Apple:
        platform = self.simulator.platforms["apple"]
        assert isinstance(platform, Apple)
        return platform

    def event(self, **said: Any) -> Event:
        callback = self.platform.say({"from": ANA, **said})
        made = apple_event(b"")
        headers = {name.lower(): value for name, value in callback.headers.items()}
        body = b64encode(callback.body).decode()
        return {**made, "headers": headers, "body": body, "isBase64Encoded": True}

    def accepted(self, text: str = "one", draft: Draft | None = None) -> str:
        self.clock.advance(ms=1)
        return super().accepted(text, draft)

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        return [str(m.content.get("body")) for m in self.simulator.messages("apple")]

    def asked(self) -> list[str]:
        """Which calls were made, by the last part of their paths; files by ``mmcs``."""
        paths = [r["path"].split("/") for r in self.simulator.sent("apple")]
        return ["mmcs" if "mmcs" in path else path[-1] for path in paths]

    def bodies(self) -> list[dict[str, Any]]:
        """What was sent as messages, unzipped."""
        taken = self.simulator.sent("apple")
        return [json.loads(b64decode(r["clear"])) for r in taken if r["path"] == "/v1/message"]

    def headers(self) -> list[dict[str, str]]:
        """Those of messages, names in lower case."""
        taken = [r for r in self.simulator.sent("apple") if r["path"] == "/v1/message"]
        return [{name.lower(): v for name, v in r["headers"].items()} for r in taken]


@pytest.fixture
def apple(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    SHOP.ready(monkeypatch)
    with running(ACCOUNTS, monkeypatch) as simulator:
        yield World(simulator, the_time)
