"""WhatsApp's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.whatsapp import send
from shared import provider_http, sending
from shared.channels import WHATSAPP
from shared.settings import settings
from tests import log
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.shared import outbox
from tests.simulator.simulator import Simulator, running_simulator

NUMBER = "106540352242922"
ACCOUNTS = {"whatsapp": {**WHATSAPP_SECRET, "account": "main", "phone_number_id": NUMBER}}


@dataclass(slots=True)
class WhatsApp:
    simulator: Simulator
    clock: SteppingClock

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "whatsapp", "kind": kind, "times": times, **more})

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": log.CONVERSATION})
        answer = sending.deliver(
            event, WHATSAPP, send.post, send.signal, sleep=lambda seconds: None
        )
        return answer["batchItemFailures"]

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
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator(ACCOUNTS) as simulator:
        simulator.options.change({"auto_statuses": False, "strangers": "allowed"})
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        settings.cache_clear()
        yield WhatsApp(simulator, the_time)
        provider_http.session().close()
