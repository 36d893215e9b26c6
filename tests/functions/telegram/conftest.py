"""Telegram's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.telegram import send
from shared import aws
from shared.channels import TELEGRAM
from shared.settings import settings
from tests import log
from tests.clock import SteppingClock
from tests.functions.channel_side import Send, Side, running
from tests.simulator.telegram import Telegram as Platform

TOKEN = "7000000001:token-for-tests"
SECRET = {
    "bot_token": TOKEN,
    "secret_token": "secret-token-for-tests",
    "accounts": {"7000000001": "main"},
}
ACCOUNTS = {"telegram": {**SECRET, "account": "main"}}
CUSTOMER = 7001


class Telegram(Side):
    channel = TELEGRAM
    sends: ClassVar[Send] = send
    conversation = log.CONVERSATION

    @property
    def platform(self) -> Platform:
        found = self.simulator.platforms["telegram"]
        assert isinstance(found, Platform)
        return found

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
    monkeypatch.setenv("CHANNELS", "whatsapp,telegram")
    settings.cache_clear()
    return cloud


@pytest.fixture
def telegram(
    bot: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Telegram]:
    """The platform, with a customer who has just written."""
    said("hello", the_time.now)
    with running(ACCOUNTS, monkeypatch, auto_statuses=False, strangers="allowed") as simulator:
        yield Telegram(simulator, the_time)


def said(ref: str, at: int, **more: Any) -> str:
    """Store what the customer says; returns its message id."""
    whose = {"channel": "telegram", "identity": str(CUSTOMER), "provider_id": f"{CUSTOMER}:12"}
    return log.say(ref, at, **{**whose, **more})
