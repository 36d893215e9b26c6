"""Twilio's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import pytest

from functions.follow_log.registers import REGISTERS
from functions.follow_log.summary import fold
from functions.sms import send
from shared import aws, keys, provider_http, sending, table
from shared.channels import SMS
from shared.keys import MessageId
from shared.settings import settings
from tests import log
from tests.clock import SteppingClock
from tests.functions.sms.calls import ACCOUNT_SID, CUSTOMER, NUMBER, SECRET, SERVICE, TOKEN
from tests.shared import outbox
from tests.simulator.simulator import Simulator, running_simulator

CONVERSATION: Final = keys.conversation_id(b"id-key-for-tests", "sms", "main", CUSTOMER)
PK: Final = keys.conversation_pk(CONVERSATION)
ACCOUNT: Final = {
    "account": "main",
    "account_sid": ACCOUNT_SID,
    "auth_token": TOKEN,
    "phone_number": NUMBER,
    "messaging_service_sid": SERVICE,
}


@dataclass(slots=True)
class Twilio:
    simulator: Simulator
    clock: SteppingClock

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "sms", "kind": kind, "times": times, **more})

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": CONVERSATION})
        answer = sending.deliver(event, SMS, send.post, send.signal, sleep=lambda seconds: None)
        return answer["batchItemFailures"]

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        return [m.content.get("Body", "") for m in self.simulator.messages("sms")]

    def asked(self) -> list[dict[str, str]]:
        """The forms of all requests, taken or not."""
        return [dict(parse_qsl(b64decode(r["body"]).decode())) for r in self.simulator.sent("sms")]


def tell(secret: dict[str, Any]) -> None:
    """Put the credential set's secret where it is read."""
    manager = aws.client("secretsmanager")
    text = json.dumps(secret)
    try:
        manager.create_secret(Name="threadline/sms/main", SecretString=text)
    except manager.exceptions.ResourceExistsException:
        manager.put_secret_value(SecretId="threadline/sms/main", SecretString=text)


def say(ref: str, sent_at: int, **fields: Any) -> str:
    """Store what the customer says and fold it; returns its message id."""
    about = {"pk": PK, "channel": "sms", "identity": CUSTOMER, "author_id": CONVERSATION}
    item = {**log.inbound(ref, sent_at), **about, **fields}
    table.put_if_absent(item)
    before = table.get(PK, keys.SUMMARY) or {
        **{"pk": PK, "sk": keys.SUMMARY, "kind": "summary", "owner": "bot", "status": "open"},
        **{"version": 0, "episode": 1, "consent": "unknown", "inbox": "bot#open#0"},
    }
    after = fold(before, [item])
    table.put({**before, **{name: after[name] for name in REGISTERS if name in after}})
    return str(MessageId.of(item))


@pytest.fixture
def sms_cloud(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The cloud with this channel's secret and queue of files."""
    tell(SECRET)
    aws.client("sqs").create_queue(QueueName="sms-media")
    monkeypatch.setenv("CHANNELS", "sms")
    settings.cache_clear()
    return cloud


@pytest.fixture
def twilio(
    sms_cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Twilio]:
    """The platform, with a customer who has just written."""
    say("hello", the_time.now)
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator({"sms": ACCOUNT}) as simulator:
        simulator.options.change({"auto_statuses": False})
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        settings.cache_clear()
        yield Twilio(simulator, the_time)
        provider_http.session().close()
