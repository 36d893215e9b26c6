"""WhatsApp's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from functions.whatsapp import send
from shared.channels import WHATSAPP
from tests import log
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.functions.channel_side import Send, Side, running

NUMBER = "106540352242922"
ACCOUNTS = {"whatsapp": {**WHATSAPP_SECRET, "account": "main", "phone_number_id": NUMBER}}


class WhatsApp(Side):
    channel = WHATSAPP
    sends: ClassVar[Send] = send
    conversation = log.CONVERSATION

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        return [m.content["text"]["body"] for m in self.simulator.messages("whatsapp")]

    def asked(self) -> list[dict[str, Any]]:
        """The bodies of all requests, taken or not."""
        return [json.loads(b64decode(r["body"])) for r in self.simulator.sent("whatsapp")]

    def asked_paths(self) -> list[str]:
        return [str(request["path"]) for request in self.simulator.sent("whatsapp")]


@pytest.fixture
def whatsapp(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WhatsApp]:
    """The platform, with a customer who has just written."""
    log.say("hello", the_time.now)
    with running(ACCOUNTS, monkeypatch, auto_statuses=False, strangers="allowed") as simulator:
        yield WhatsApp(simulator, the_time)
