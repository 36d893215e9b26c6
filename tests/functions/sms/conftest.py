"""Twilio's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, ClassVar, Final
from urllib.parse import parse_qsl

import pytest

from functions.sms import send
from shared import aws, ids, keys, table
from shared.channels import SMS
from shared.ids import MessageId
from tests import log
from tests.clock import SteppingClock
from tests.functions.channel_side import Send, Side, running
from tests.functions.sms.calls import ACCOUNT_SID, CUSTOMER, NUMBER, SECRET, SERVICE, TOKEN

CONVERSATION: Final = ids.conversation_id(b"id-key-for-tests", "sms", "main", CUSTOMER)
PK: Final = keys.conversation_pk(CONVERSATION)
ACCOUNT: Final = {
    "account": "main",
    "account_sid": ACCOUNT_SID,
    "auth_token": TOKEN,
    "phone_number": NUMBER,
    "messaging_service_sid": SERVICE,
}


class Twilio(Side):
    channel = SMS
    sends: ClassVar[Send] = send
    conversation = CONVERSATION

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
    log.follow(item, pk=PK)
    return str(MessageId.of(item))


@pytest.fixture
def sms_cloud(cloud: Any) -> Any:
    """The cloud with this channel's secret."""
    tell(SECRET)
    return cloud


@pytest.fixture
def twilio(
    sms_cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Twilio]:
    """The platform, with a customer who has just written."""
    say("hello", the_time.now)
    with running({"sms": ACCOUNT}, monkeypatch, auto_statuses=False) as simulator:
        yield Twilio(simulator, the_time)
