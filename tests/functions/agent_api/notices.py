"""A street for notices: the API, the follower, the workflows' files and the senders, all ours.

Only the platforms are played: they take everything, and customers answer through them.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest

from functions.follow_log.stream import lambda_handler as follow
from functions.orchestrate import start
from shared import accounts, deciding, ids, keys, sending, settings, table
from shared.channels import CHANNELS
from shared.configuration import stored
from shared.ids import MessageId
from shared.intake import items
from shared.keys import single
from shared.messages import Said
from shared.table import Item
from shared.templates import approved
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.follow_log.stream_reader import StreamReader, batch, queued
from tests.machines import Lambdas

PATH = "/v1/notifications"
ABOUT = {"about": "order", "order": "4711", "parcels": 2}
PHONE = "+34600111222"
SMS = ids.conversation_id(ID_KEY.encode(), "sms", "main", PHONE)
ORDERS = {"when": {"attributes": {"about": "order"}}, "then": {"team": "orders"}}


def register(channel: str, account: str = "main") -> None:
    about = {"channel": channel, "account": account, "credential_set": account, "platform_id": "1"}
    sk = accounts.key(channel, account)
    table.put({"pk": accounts.PK, "sk": sk, "kind": "settings", **about, "created_at": 1})


def template(
    name: str = "order_shipped",
    language: str = "en",
    channel: str = "sms",
    account: str = "main",
    **fields: Any,
) -> None:
    item = {
        "kind": "template",
        **{"channel": channel, "account": account, "name": name, "language": language},
        **{"status": "APPROVED", "category": "UTILITY", "slots": ["1"], "body": "No. {{1}} left."},
        "synced_at": 1,
        **fields,
    }
    table.put(
        {"pk": approved.PK, "sk": single.template_sk(channel, account, name, language), **item}
    )


def body(**more: Any) -> dict[str, Any]:
    return {
        **{"channel": "sms", "account": "main", "address": PHONE},
        **{"template": {"name": "order_shipped", "slots": ["4711"]}, "context": ABOUT},
        **more,
    }


def to(contact: str, **more: Any) -> dict[str, Any]:
    asked = body(contact_id=contact, **more)
    return {name: v for name, v in asked.items() if name not in ("channel", "account", "address")}


def conversation_id(channel: str, identity: str, account: str = "main") -> str:
    return ids.conversation_id(ID_KEY.encode(), channel, account, identity)


@dataclass(slots=True)
class Street:
    clock: SteppingClock
    stream: StreamReader
    before_send: Callable[[Item], None] = lambda message: None
    sent: list[Item] = field(default_factory=list)
    batches: list[list[dict[str, Any]]] = field(default_factory=list)
    _count: int = 0

    def run(self) -> None:
        """Until nothing is left to do."""
        while self.follow() + self.wake() + self.send():
            pass

    def follow(self) -> int:
        records = self.stream.read()
        if records:
            self.batches.append(records)
            follow(batch(records), None)
        return len(records)

    def wake(self) -> int:
        bodies = queued(settings.settings().wake_queue_url)
        due = [one for one in bodies if one["at"] <= self.clock.now]
        for number, one in enumerate(due):
            group = {"MessageGroupId": one["conversation"]}
            text = json.dumps(one, sort_keys=True)
            record = {"messageId": str(number), "body": text, "attributes": group}
            answer = start.lambda_handler({"Records": [record]}, None)
            assert answer["batchItemFailures"] == []
        return len(due)

    def send(self) -> int:
        bodies = queued(settings.settings().send_queue_url)
        for one in bodies:
            group = {"MessageGroupId": one["conversation"], "ApproximateReceiveCount": "1"}
            record = {"messageId": "1", "body": json.dumps(one), "attributes": group}
            row = CHANNELS[one["channel"]]
            sending.deliver({"Records": [record]}, row, self._post, _signal, sleep=lambda s: None)
        return len(bodies)

    def _post(self, message: Item, secrets: Mapping[str, Any]) -> str:
        self.before_send(message)
        self.sent.append(message)
        return f"{message['channel']}-{len(self.sent)}"

    def says(self, channel: str, identity: str, text: str = "Where is it?", **more: Any) -> Item:
        """The customer writes, as the webhook stores it; nothing has looked at it yet."""
        self._count += 1
        at = self.clock.advance(seconds=more.pop("seconds", 5))
        said = Said("1", identity, f"in-{self._count}", at, more.pop("type", "text"), text, **more)
        item = items.said_item(
            said, id_key=ID_KEY.encode(), account="main", channel=channel, received_at=at
        )
        stored = {name: value for name, value in item.items() if value is not None}
        assert table.put_if_absent(stored)
        return stored

    def asks(self, asked: dict[str, Any], key: str | None = None, **who: Any) -> Answer:
        """A program asks for a notice, which leaves at once."""
        self.clock.advance(seconds=1)
        answer = Caller(**who).post(PATH, asked, key=key)
        self.run()
        return answer


def _signal(kind: str, message: Item, secrets: Mapping[str, Any]) -> None:
    return None


def made(cloud: Any, lambdas: Lambdas, clock: SteppingClock, patch: pytest.MonkeyPatch) -> Street:
    """All channels are on, each with an account ``main`` that is registered."""
    patch.setenv("CHANNELS", ",".join(CHANNELS))
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="send.fifo")["QueueUrl"]
    patch.setenv("SEND_QUEUE_URL", url)
    settings.settings.cache_clear()
    lambdas.deploy("InboundMachine", "INBOUND_MACHINE_ARN")
    lambdas.deploy("WindowMachine", "WINDOW_MACHINE_ARN")
    secrets = boto3.client("secretsmanager")
    for channel in CHANNELS:
        register(channel)
        if channel != "whatsapp":
            text = json.dumps({"accounts": {"1": "main"}})
            secrets.create_secret(Name=f"threadline/{channel}/main", SecretString=text)
    table.put({"pk": "S#agents", "sk": "ana", "kind": "settings"})
    return Street(clock, StreamReader())


def summary(conversation: str) -> Item:
    return table.get(keys.conversation_pk(conversation), keys.SUMMARY) or {}


def line(conversation: str) -> list[dict[str, Any]]:
    """The conversation as the API shows it, oldest first."""
    shown = Caller().get(f"/v1/conversations/{conversation}/messages", limit=100).body
    return list(reversed(shown["items"]))


@pytest.fixture
def street(
    cloud: Any, lambdas: Lambdas, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Street:
    """A shop whose orders have a team of their own; nothing else is said by itself."""
    found = made(cloud, lambdas, the_time, monkeypatch)
    template()
    template(channel="whatsapp")
    for reply in ("greeting", "default"):
        stored.put("replies", reply, {"text": ""}, by="admin")
    stored.put("teams", "orders", {}, by="admin")
    stored.put("rules", "orders", ORDERS, by="admin")
    found.run()
    return found


def asked(street: Street, **more: Any) -> str:
    answer = street.asks(body(**more))
    assert answer.status == 202, answer
    return str(answer.body["id"])


def answer_of(item: Item) -> dict[str, Any]:
    shown: dict[str, Any] = Caller().get(f"/v1/messages/{MessageId.of(item)}").body
    return shown


def told(item: Item) -> tuple[str | None, dict[str, Any] | None]:
    shown = answer_of(item)
    return shown["notice"], shown["context"]


def decided(conversation: str = SMS, **changes: Any) -> None:
    now = summary(conversation)
    at = now["active_at"] + 1
    deciding.decide(changes, by="agent:ana", why="", cause="x", at=at, expected=now)
