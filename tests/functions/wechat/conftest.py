"""WeChat's servers, simulated in process, our side of them, and a follower who writes."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.wechat import send, tokens
from shared import aws, provider_http, sending
from shared.channels import WECHAT
from shared.settings import settings
from tests import log
from tests.clock import SteppingClock
from tests.functions.wechat.signing import ACCOUNT, ANA, PLAIN, SEALED
from tests.shared import outbox
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.wechat import WeChat as Platform

ACCOUNTS = {"wechat": {**SEALED, "account": "main", "original_id": ACCOUNT}}


@dataclass(slots=True)
class WeChat:
    simulator: Simulator
    clock: SteppingClock

    @property
    def platform(self) -> Platform:
        found = self.simulator.platforms["wechat"]
        assert isinstance(found, Platform)
        return found

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "wechat", "kind": kind, "times": times, **more})

    def says(self, ref: str, **more: Any) -> str:
        """The follower does something, here and at the platform; its message id."""
        self.platform.followers.did(ANA, "tap" if more.get("type") == "interactive" else "message")
        return said(ref, self.clock.now, **more)

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": log.CONVERSATION})
        answer = sending.deliver(event, WECHAT, send.post, send.signal, sleep=lambda seconds: None)
        return answer["batchItemFailures"]

    def took(self) -> list[Any]:
        """What the follower got, in order."""
        return [message.content for message in self.simulator.messages("wechat")]

    def words(self) -> list[str]:
        return [content["content"] for content in self.took()]

    def asked(self, path: str) -> list[bytes]:
        """The bodies of requests to ``path``, taken or not."""
        sent = self.simulator.sent("wechat")
        return [b64decode(r["body"]) for r in sent if r["path"] == f"/cgi-bin/{path}"]


@pytest.fixture
def account(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The cloud with an account in plain mode and one in safe mode. Yields boto3."""
    for name, secret in (("main", PLAIN), ("sealed", SEALED)):
        aws.client("secretsmanager").create_secret(
            Name=f"threadline/wechat/{name}", SecretString=json.dumps(secret)
        )
    aws.client("sqs").create_queue(QueueName="wechat-media")
    monkeypatch.setenv("CREDENTIAL_SETS", "main,sealed")
    monkeypatch.setenv("CHANNELS", "whatsapp,wechat")
    settings.cache_clear()
    tokens.forget()
    return cloud


@pytest.fixture
def wechat(
    account: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WeChat]:
    """The platform, with a follower who has just written."""
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator(ACCOUNTS) as simulator:
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        settings.cache_clear()
        world = WeChat(simulator, the_time)
        world.says("hello")
        yield world
        provider_http.session().close()


def said(ref: str, at: int, **more: Any) -> str:
    """Store what the follower says; returns its message id."""
    whose = {"channel": "wechat", "identity": ANA, "provider_id": "24500000000000001"}
    return log.say(ref, at, **{**whose, **more})


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, but for what moto's own stand-in for the network logs."""
    records = [vars(record) for record in caplog.records if record.name != "responses"]
    return json.dumps([{name: str(value) for name, value in r.items()} for r in records])
