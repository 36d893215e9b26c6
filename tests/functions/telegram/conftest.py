"""Telegram's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.telegram import send
from shared import aws, provider_http, sending
from shared.channels import TELEGRAM
from shared.settings import settings
from tests import log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.telegram import Telegram as Platform

TOKEN = "7000000001:token-for-tests"
SECRET = {
    "bot_token": TOKEN,
    "secret_token": "secret-token-for-tests",
    "accounts": {"7000000001": "main"},
}
ACCOUNTS = {"telegram": {**SECRET, "account": "main"}}
CUSTOMER = 7001


@dataclass(slots=True)
class Telegram:
    simulator: Simulator
    clock: SteppingClock

    @property
    def platform(self) -> Platform:
        found = self.simulator.platforms["telegram"]
        assert isinstance(found, Platform)
        return found

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "telegram", "kind": kind, "times": times, **more})

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": log.CONVERSATION})
        answer = sending.deliver(
            event, TELEGRAM, send.post, send.signal, sleep=lambda seconds: None
        )
        return answer["batchItemFailures"]

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        return [m.content["text"] for m in self.simulator.messages("telegram")]

    def asked(self) -> list[dict[str, Any]]:
        """The bodies of all requests, taken or not."""
        return [json.loads(b64decode(r["body"])) for r in self.simulator.sent("telegram")]

    def methods(self) -> list[str]:
        """The methods called, in order."""
        return [str(r["path"]).rpartition("/")[2] for r in self.simulator.sent("telegram")]


@pytest.fixture(autouse=True)
def durations_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns of its older form."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def bot(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The cloud with a bot in it. Yields boto3."""
    aws.client("secretsmanager").create_secret(
        Name="threadline/telegram/main", SecretString=json.dumps(SECRET)
    )
    aws.client("sqs").create_queue(QueueName="telegram-media")
    monkeypatch.setenv("CHANNELS", "whatsapp,telegram")
    settings.cache_clear()
    return cloud


@pytest.fixture
def telegram(
    bot: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Telegram]:
    """The platform, with a customer who has just written."""
    said("hello", the_time.now)
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator(ACCOUNTS) as simulator:
        simulator.options.change({"auto_statuses": False, "strangers": "allowed"})
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        settings.cache_clear()
        yield Telegram(simulator, the_time)
        provider_http.session().close()


def said(ref: str, at: int, **more: Any) -> str:
    """Store what the customer says; returns its message id."""
    whose = {"channel": "telegram", "identity": str(CUSTOMER), "provider_id": f"{CUSTOMER}:12"}
    return log.say(ref, at, **{**whose, **more})


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, but for what moto's own stand-in for the network logs."""
    records = [vars(record) for record in caplog.records if record.name != "responses"]
    return json.dumps([{name: str(value) for name, value in r.items()} for r in records])
