"""A customer's log for tests: items as the webhook and the senders write them."""

import json
from typing import Any

from shared import ids, keys
from shared.ids import MessageId
from shared.intake import items
from shared.messages import Noted, Said
from shared.table import Item
from tests.conftest import ID_KEY

KEY = ID_KEY.encode()
NOON = 1_767_225_600_000  # where the clock of ``the_time`` starts
PHONE, SCOPED = "34600111222", "ES.13491208655302741918"
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def conversation(identity: str = PHONE) -> str:
    return ids.conversation_id(KEY, "whatsapp", "main", identity)


def ref(provider_id: str) -> str:
    return ids.message_ref(KEY, "whatsapp", "main", provider_id)


def said(
    provider_id: str,
    sent_at: int = NOON,
    received_at: int | None = None,
    *,
    identity: str = PHONE,
    text: str = "hello",
    **more: Any,
) -> Item:
    """An inbound message."""
    event = Said("1", identity, provider_id, sent_at, more.pop("type", "text"), text, **more)
    arrived = sent_at + 500 if received_at is None else received_at
    return _stored(
        items.said_item(event, id_key=KEY, account="main", channel="whatsapp", received_at=arrived)
    )


def noted(
    what: Any,
    target: str,
    event: str,
    at: int = NOON,
    *,
    identity: str = PHONE,
    our_id: str | None = None,
    received_at: int | None = None,
    **data: Any,
) -> Item:
    """An annotation."""
    fact = Noted("1", identity, what, target, event, at, data, our_id)
    arrived = at + 500 if received_at is None else received_at
    return _stored(
        items.noted_item(fact, id_key=KEY, account="main", channel="whatsapp", received_at=arrived)
    )


def ours(
    name: str = "answer", at: int = NOON + 1000, *, identity: str = PHONE, **more: Any
) -> Item:
    """An outbound message as ``accept`` queues it."""
    return {
        "pk": keys.conversation_pk(conversation(identity)),
        "sk": keys.message_sk(at, ids.digest(name)),
        "kind": "message",
        "channel": "whatsapp",
        "account": "main",
        "identity": identity,
        "direction": "outbound",
        "author_kind": "bot",
        "author_id": "",
        "type": "text",
        "text": "an answer",
        "content": "{}",
        "status": "queued",
        "sent_at": at,
        "received_at": at,
        "out_seq": 1,
        **more,
    }


def closed(at: int, identity: str = PHONE) -> Item:
    """The closing event of a window."""
    return {
        **ours("", at, identity=identity),
        "sk": keys.message_sk(at, "window-closed"),
        "direction": "note",
        "author_kind": "system",
        "status": "received",
        "type": "event",
        "text": "",
        "content": json.dumps({"event": "window-closed"}),
        "received_at": at + MINUTE,
    }


def decided(version: int, at: int = NOON, *, identity: str = PHONE, **more: Any) -> Item:
    """A decision: a full snapshot."""
    return {
        "pk": keys.conversation_pk(conversation(identity)),
        "sk": keys.decision_sk(version),
        "kind": "decision",
        "version": version,
        "owner": "bot",
        "status": "open",
        "consent": "unknown",
        "episode": 1,
        "by": "test",
        "why": "test",
        "cause": "test",
        "at": at,
        **more,
    }


def id_of(item: Item) -> str:
    return str(MessageId.of(item))


def _stored(item: Item) -> Item:
    """As it comes back from the table."""
    return {name: value for name, value in item.items() if value is not None}
