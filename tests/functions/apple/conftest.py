"""Apple's servers, simulated in process, our side of them, and a customer who writes."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.apple import send, webhook
from functions.follow_log.registers import REGISTERS
from functions.follow_log.summary import fold
from shared import aws, conversations, credentials, keys, provider_http, sending, table
from shared.accepting import Draft, accept
from shared.channels import APPLE
from shared.keys import MessageId
from shared.settings import settings
from shared.table import Item
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.events import Event
from tests.functions.apple.reading import ANA, BUSINESS, MSP, SECRET, apple_event
from tests.shared import outbox
from tests.simulator.apple import Apple
from tests.simulator.simulator import Simulator, running_simulator

SECRETS = {"msp_id": MSP, "api_secret": SECRET, "accounts": {BUSINESS: "main"}}
ACCOUNTS = {"apple": {**SECRETS, "account": "main", "business_id": BUSINESS}}
CONVERSATION = keys.conversation_id(ID_KEY.encode(), "apple", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)
_NEW = {
    "owner": "bot",
    "status": "open",
    "version": 0,
    "episode": 1,
    "consent": "unknown",
    "inbox": "bot#open#0",
}


@dataclass(slots=True)
class World:
    simulator: Simulator
    clock: SteppingClock

    @property
    def platform(self) -> Apple:
        platform = self.simulator.platforms["apple"]
        assert isinstance(platform, Apple)
        return platform

    def event(self, **said: Any) -> Event:
        """What API Gateway hands over when Ana says something."""
        callback = self.platform.say({"from": ANA, **said})
        made = apple_event(b"")
        headers = {name.lower(): value for name, value in callback.headers.items()}
        body = b64encode(callback.body).decode()
        return {**made, "headers": headers, "body": body, "isBase64Encoded": True}

    def says(self, text: str = "hello", **more: Any) -> Item:
        """Ana says something by the webhook, after all before, and the follower sees it."""
        self.clock.advance(ms=1)
        event = self.event(text=text, **more)
        assert webhook.lambda_handler(event, None)["statusCode"] == 200
        newest = next(table.query(PK, "M#", "M#~", newest_first=True, limit=1))
        before = table.get(PK, keys.SUMMARY) or {
            "pk": PK,
            "sk": keys.SUMMARY,
            "kind": "summary",
            **_NEW,
        }
        after = fold(before, [newest])
        table.put({**before, **{name: after[name] for name in REGISTERS if name in after}})
        return newest

    def accepted(self, text: str = "one", draft: Draft | None = None) -> str:
        """Queue what an agent answers, or ``draft``; returns its id."""
        self.clock.advance(ms=1)
        summary = conversations.summary(CONVERSATION)
        assert summary
        said = draft or Draft("text", text, author_kind="agent", author_id="ana")
        ref = keys.digest(text, str(self.clock.now))
        return str(MessageId.of(accept(summary, said, at=self.clock.now, ref=ref)))

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": CONVERSATION})
        answer = sending.deliver(event, APPLE, send.post, send.signal, sleep=lambda seconds: None)
        return answer["batchItemFailures"]

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "apple", "kind": kind, "times": times, **more})

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
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator(ACCOUNTS) as simulator:
        ready(monkeypatch, simulator.url)
        yield World(simulator, the_time)
        provider_http.session().close()


def ready(monkeypatch: pytest.MonkeyPatch, provider_url: str = "http://127.0.0.1:1") -> None:
    """What the template would make for this channel."""
    aws.client("secretsmanager").create_secret(
        Name="threadline/apple/main", SecretString=json.dumps(SECRETS)
    )
    sqs = aws.client("sqs")
    sqs.create_queue(QueueName="apple-send.fifo", Attributes={"FifoQueue": "true"})
    sqs.create_queue(QueueName="apple-media")
    monkeypatch.setenv("CHANNELS", "apple")
    monkeypatch.setenv("PROVIDER_URL", provider_url)
    settings.cache_clear()
    credentials.forget()


def told_otherwise(**changed: Any) -> None:
    """Change the account's secret."""
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/apple/main", SecretString=json.dumps({**SECRETS, **changed})
    )
    credentials.forget()
