"""A channel's servers, simulated in process, our side of them, and a customer who writes."""

import json
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

import pytest

from shared import aws, conversations, credentials, ids, keys, sending, table
from shared.accepting import Draft, accept
from shared.channels import Channel
from shared.credentials import Secrets
from shared.ids import MessageId
from shared.provider import http
from shared.settings import settings
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.events import Event
from tests.shared import outbox
from tests.simulator.simulator import Simulator, running_simulator


class Send(Protocol):
    """A channel's module ``send``."""

    def post(self, message: Item, secrets: Secrets) -> str: ...
    def signal(self, kind: Literal["read", "typing"], message: Item, secrets: Secrets) -> None: ...


class Webhook(Protocol):
    """A channel's module ``webhook``."""

    def lambda_handler(self, event: Any, context: object) -> Any: ...


@dataclass(slots=True)
class Side:
    """What a test sees and does at a channel; each channel says which."""

    channel: ClassVar[Channel]
    sends: ClassVar[Send]
    conversation: ClassVar[str]
    simulator: Simulator
    clock: SteppingClock

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        fault = {"channel": self.channel.name, "kind": kind, "times": times, **more}
        if kind in ("timeout", "slow"):
            give_up_soon()
        self.simulator.faults.add(fault)

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": self.conversation})
        answer = sending.deliver(
            event, self.channel, self.sends.post, self.sends.signal, sleep=lambda seconds: None
        )
        return answer["batchItemFailures"]


class Talk(Side, ABC):
    """A side at which Ana comes in by the webhook and an agent answers."""

    takes: ClassVar[Webhook]

    @abstractmethod
    def event(self, **said: Any) -> Event:
        """What API Gateway hands over when Ana says something."""

    def says(self, text: str = "hello", **more: Any) -> Item:
        """Ana says something by the webhook, after all before, and the follower sees it."""
        self.clock.advance(ms=1)
        event = self.event(text=text, **more)
        assert self.takes.lambda_handler(event, None)["statusCode"] == 200
        pk = keys.conversation_pk(self.conversation)
        newest = next(table.query(pk, "M#", "M#~", newest_first=True, limit=1))
        log.follow(newest, pk=pk)
        return newest

    def accepted(self, text: str = "one", draft: Draft | None = None) -> str:
        """Queue what an agent answers, or ``draft``; returns its id."""
        summary = conversations.summary(self.conversation)
        assert summary
        said = draft or Draft("text", text, author_kind="agent", author_id="ana")
        ref = ids.digest(text, str(self.clock.now))
        return str(MessageId.of(accept(summary, said, at=self.clock.now, ref=ref)))

    def forget(self) -> None:
        """Take the conversation out of the cloud, which gets slower with all it holds."""
        outbox.forget_conversation(self.conversation)

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        return [str(m.content.get("text")) for m in self.simulator.messages(self.channel.name)]

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(b64decode(r["body"])) for r in self.simulator.sent(self.channel.name)]


@dataclass(frozen=True, slots=True)
class Shop:
    """Our one account at ``channel``."""

    channel: str
    secret: Mapping[str, Any]

    def ready(self, monkeypatch: pytest.MonkeyPatch, provider_url: str = "") -> None:
        """What the template would make for this channel."""
        aws.client("secretsmanager").create_secret(
            Name=f"threadline/{self.channel}/main", SecretString=json.dumps(self.secret)
        )
        monkeypatch.setenv("CHANNELS", self.channel)
        monkeypatch.setenv("PROVIDER_URL", provider_url)
        settings.cache_clear()
        credentials.forget()

    def told_otherwise(self, **changed: Any) -> None:
        """Change the account's secret."""
        aws.client("secretsmanager").put_secret_value(
            SecretId=f"threadline/{self.channel}/main",
            SecretString=json.dumps({**self.secret, **changed}),
        )
        credentials.forget()


def give_up_soon() -> None:
    """From here to the end of the test, who does not answer is not waited for. Not before there
    is somebody who does not: on a busy machine a good answer takes its time too."""
    setattr(http, "READ_S", 0.3)  # noqa: B010 - it is final for everybody else


@contextmanager
def running(
    accounts: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch, **options: Any
) -> Iterator[Simulator]:
    """The servers, where our side looks for them."""
    monkeypatch.setattr(http, "READ_S", http.READ_S)  # as it is, afterwards
    with running_simulator(accounts) as simulator:
        simulator.options.change(options)
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        settings.cache_clear()
        yield simulator
        http.session().close()
