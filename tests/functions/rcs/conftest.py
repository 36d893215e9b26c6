"""Google's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, Final

import pytest

from functions.rcs import send, tokens
from shared import aws, credentials, ids, keys, table
from shared.accepting import Draft
from shared.channels import RCS
from shared.ids import MessageId
from tests import log
from tests.clock import SteppingClock
from tests.functions.channel_side import Send, Side, running
from tests.functions.rcs.calls import AGENT, CUSTOMER, SECRET, TOKEN
from tests.shared import outbox
from tests.simulator.rcs import Rcs
from tests.simulator.rcs_service_accounts import new_service_account

CONVERSATION: Final = ids.conversation_id(b"id-key-for-tests", "rcs", "main", CUSTOMER)
PK: Final = keys.conversation_pk(CONVERSATION)


@cache
def account() -> dict[str, Any]:
    """The platform's side; its key is made once, for that takes its time."""
    return {
        "account": "main",
        "clientToken": TOKEN,
        "agentId": AGENT,
        "region": "europe",
        "service_account": new_service_account("shop"),
    }


def secret() -> dict[str, Any]:
    return {**SECRET, "service_account": account()["service_account"]}


class Google(Side):
    channel = RCS
    sends: ClassVar[Send] = send
    conversation = CONVERSATION

    @property
    def rcs(self) -> Rcs:
        platform = self.simulator.platforms["rcs"]
        assert isinstance(platform, Rcs)
        return platform

    def accepted(self, text: str, draft: Draft | None = None) -> str:
        return outbox.accepted(text, self.clock.now, conversation=CONVERSATION, draft=draft)

    def took(self) -> list[str]:
        """The words of what the customer got, in order."""
        taken = self.simulator.messages("rcs")
        return [message.content["contentMessage"].get("text", "") for message in taken]

    def asked(self, path: str = "") -> list[dict[str, Any]]:
        """All requests with ``path`` in theirs, taken or not."""
        return [request for request in self.simulator.sent("rcs") if path in request["path"]]

    def bodies(self) -> list[Any]:
        return [json.loads(b64decode(one["body"])) for one in self.asked("agentMessages")]


def tell(told: dict[str, Any]) -> None:
    """Put the credential set's secret where it is read, to be read anew."""
    manager = aws.client("secretsmanager")
    text = json.dumps(told)
    try:
        manager.create_secret(Name="threadline/rcs/main", SecretString=text)
    except manager.exceptions.ResourceExistsException:
        manager.put_secret_value(SecretId="threadline/rcs/main", SecretString=text)
    credentials.forget()


def say(ref: str, sent_at: int, **fields: Any) -> str:
    """Store what the customer says and fold it; returns its message id."""
    about = {"pk": PK, "channel": "rcs", "identity": CUSTOMER, "author_id": CONVERSATION}
    item = {**log.inbound(ref, sent_at), **about, **fields}
    table.put_if_absent(item)
    log.follow(item, pk=PK)
    return str(MessageId.of(item))


@pytest.fixture
def rcs_cloud(cloud: Any) -> Any:
    """The cloud with this channel's secret."""
    tell(secret())
    return cloud


@pytest.fixture
def google(
    rcs_cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Google]:
    """The platform, with a customer who has just written."""
    say("hello", the_time.now)
    tokens.forget()
    with running({"rcs": account()}, monkeypatch, auto_statuses=False) as simulator:
        yield Google(simulator, the_time)
