"""WeChat's servers, simulated in process, our side of them, and a follower who writes."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.wechat import send, tokens
from shared import aws
from shared.channels import WECHAT
from shared.settings import settings
from tests import log
from tests.clock import SteppingClock
from tests.functions.channel_side import Send, Side, running
from tests.functions.wechat.signing import ACCOUNT, ANA, PLAIN, SEALED
from tests.simulator.wechat import WeChat as Platform

ACCOUNTS = {"wechat": {**SEALED, "account": "main", "original_id": ACCOUNT}}


class WeChat(Side):
    channel = WECHAT
    sends: ClassVar[Send] = send
    conversation = log.CONVERSATION

    @property
    def platform(self) -> Platform:
        found = self.simulator.platforms["wechat"]
        assert isinstance(found, Platform)
        return found

    def says(self, ref: str, **more: Any) -> str:
        """The follower does something, here and at the platform; its message id."""
        self.platform.followers.did(ANA, "tap" if more.get("type") == "interactive" else "message")
        return said(ref, self.clock.now, **more)

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
    with running(ACCOUNTS, monkeypatch) as simulator:
        world = WeChat(simulator, the_time)
        world.says("hello")
        yield world


def said(ref: str, at: int, **more: Any) -> str:
    """Store what the follower says; returns its message id."""
    whose = {"channel": "wechat", "identity": ANA, "provider_id": "24500000000000001"}
    return log.say(ref, at, **{**whose, **more})
