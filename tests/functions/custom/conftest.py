"""The other system, simulated in process, our side of them, and a customer who writes."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.custom import send, webhook
from functions.follow_log.registers import REGISTERS
from functions.follow_log.summary import fold
from shared import aws, conversations, credentials, keys, provider_http, sending, table
from shared.accepting import Draft, accept
from shared.channels import CUSTOM
from shared.keys import MessageId
from shared.settings import settings
from shared.table import Item
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.functions.custom.reading import ACCOUNT, ANA, SECRET, custom_event
from tests.shared import outbox
from tests.simulator.custom import Custom
from tests.simulator.simulator import Simulator, running_simulator

SECRETS = {
    "signing_secret": SECRET,
    "media_authorization": "Bearer media-token-for-tests",
    "url": "https://partner.example/partner/messages",
    "accounts": {ACCOUNT: "main"},
}
ACCOUNTS = {"custom": {**SECRETS, "account": "main", "name": ACCOUNT}}
CONVERSATION = keys.conversation_id(ID_KEY.encode(), "custom", "main", ANA)
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
    def platform(self) -> Custom:
        platform = self.simulator.platforms["custom"]
        assert isinstance(platform, Custom)
        return platform

    def says(self, text: str = "hello", **more: Any) -> Item:
        """Ana says something by the webhook, after all before, and the follower sees it."""
        self.clock.advance(ms=1)
        callback = self.platform.say({"from": ANA, "text": text, **more})
        event = custom_event(callback.body, at=self.clock.now // 1000)
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
        summary = conversations.summary(CONVERSATION)
        assert summary
        said = draft or Draft("text", text, author_kind="agent", author_id="ana")
        ref = keys.digest(text, str(self.clock.now))
        return str(MessageId.of(accept(summary, said, at=self.clock.now, ref=ref)))

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": CONVERSATION})
        answer = sending.deliver(event, CUSTOM, send.post, send.signal, sleep=lambda seconds: None)
        return answer["batchItemFailures"]

    def forget(self) -> None:
        """Take the conversation out of the cloud, which gets slower with all it holds."""
        outbox.forget_conversation(CONVERSATION)

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "custom", "kind": kind, "times": times, **more})

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        return [str(m.content.get("text")) for m in self.simulator.messages("custom")]

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(b64decode(r["body"])) for r in self.simulator.sent("custom")]

    def headers(self, name: str) -> list[str | None]:
        return [r["headers"].get(name) for r in self.simulator.sent("custom")]


@pytest.fixture
def custom(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator(ACCOUNTS) as simulator:
        ready(monkeypatch, simulator.url)
        yield World(simulator, the_time)
        provider_http.session().close()


def ready(monkeypatch: pytest.MonkeyPatch, provider_url: str = "") -> None:
    """What the template would make for this channel."""
    aws.client("secretsmanager").create_secret(
        Name="threadline/custom/main", SecretString=json.dumps(SECRETS)
    )
    sqs = aws.client("sqs")
    sqs.create_queue(QueueName="custom-send.fifo", Attributes={"FifoQueue": "true"})
    sqs.create_queue(QueueName="custom-media")
    monkeypatch.setenv("CHANNELS", "custom")
    monkeypatch.setenv("PROVIDER_URL", provider_url)
    settings.cache_clear()
    credentials.forget()


def told_otherwise(**changed: Any) -> None:
    """Change the account's secret."""
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/custom/main", SecretString=json.dumps({**SECRETS, **changed})
    )
    credentials.forget()
