"""An outbox with something in it, a platform that can be told what to do, and the send queue."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from shared import aws, conversations, ids, keys, sending, settings, table
from shared.accepting import Draft, accept
from shared.channels import WHATSAPP
from shared.ids import MessageId
from shared.table import Item
from tests import log

Event = dict[str, Any]
BY_BOT = Draft(type="text", text="welcome", author_id="bot", rule="greeting")


class Platform:
    """Takes messages, unless told otherwise by ``answers``: errors, or what to do, in order."""

    def __init__(self) -> None:
        self.sent: list[str] = []  # our ids, in the order of arrival
        self.calls = 0
        self.signals: list[tuple[str, str]] = []
        self.answers: Sequence[BaseException | Callable[[Item], object] | None] = []
        self.slept: list[float] = []

    def post(self, message: Item, secrets: Mapping[str, Any]) -> str:
        self.calls += 1
        answer = self._next()
        if isinstance(answer, BaseException):
            raise answer
        self.sent.append(str(MessageId.of(message)))
        if answer:
            answer(message)
        return f"wamid.{len(self.sent)}"

    def signal(self, kind: str, message: Item, secrets: Mapping[str, Any]) -> None:
        answer = self._next()
        if isinstance(answer, BaseException):
            raise answer
        self.signals.append((kind, message["provider_id"]))

    def _next(self) -> BaseException | Callable[[Item], object] | None:
        if not self.answers:
            return None
        first, *self.answers = self.answers
        return first

    def deliver(self, *bodies: Mapping[str, Any]) -> list[str]:
        """Hand the bodies over as Lambda does; returns those that the queue will bring back."""
        answer = sending.deliver(
            event(*bodies), WHATSAPP, self.post, self.signal, sleep=self.slept.append
        )
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    def drain(self, conversation: str = log.CONVERSATION) -> list[str]:
        return self.deliver({"conversation": conversation})


def event(*bodies: Mapping[str, Any]) -> Event:
    """What the send queue hands over, each body in the group of its conversation."""
    return {
        "Records": [
            {
                "messageId": str(number),
                "body": json.dumps(body),
                "attributes": {"MessageGroupId": body.get("conversation", "")},
            }
            for number, body in enumerate(bodies)
        ]
    }


def accepted(
    text: str, at: int, *, conversation: str = log.CONVERSATION, draft: Draft | None = None
) -> str:
    """Queue what an agent answers (or ``draft``); returns its id."""
    summary = conversations.summary(conversation)
    assert summary
    said = draft or Draft(type="text", text=text, author_kind="agent", author_id="ana")
    return str(MessageId.of(accept(summary, said, at=at, ref=ids.digest(text))))


def another_conversation(name: str) -> str:
    """A copy of the conversation of ``log``, under a name of its own."""
    for item in list(table.query(log.PK, "A", "M#~")):
        table.put({**item, "pk": keys.conversation_pk(name)})
    return name


def forget_conversation(name: str) -> None:
    """Take it out of the cloud; moto copies the whole table and its stream at each transaction."""
    pk = keys.conversation_pk(name)
    for item in list(table.query(pk, "A", "R~")):
        table.delete(pk, item["sk"])
    stream = dynamodb_backends["123456789012"]["eu-west-1"].tables["threadline"].stream_shard
    assert stream
    stream.items.clear()


def message(message_id: str) -> Item:
    parsed = MessageId.parse(message_id)
    found = table.get(parsed.pk, parsed.sk)
    assert found
    return found


def status_of(message_id: str) -> str:
    return str(message(message_id)["status"])


def error_of(message_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message(message_id)["error"])
    return found


def waiting(conversation: str = log.CONVERSATION) -> list[str]:
    """The outbox, as it stands."""
    summary = table.get(keys.conversation_pk(conversation), keys.SUMMARY)
    assert summary
    return list(summary.get("outbox", []))


def dues() -> list[Item]:
    return list(table.query("DUE#0", "0", "9"))


def queued_again() -> list[dict[str, Any]]:
    """The bodies on the send queue."""
    url = settings.settings().send_queue_url
    got = aws.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(found["Body"]) for found in got.get("Messages", [])]
