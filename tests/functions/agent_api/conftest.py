"""A small inbox to look at and answer from."""

from typing import Any

import pytest

from shared import keys, table
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

MINUTE = 60_000
CUSTOMER = "34600111222"


def said(conversation: str, ref: str, at: int, **more: Any) -> table.Item:
    """Put one message of the customer."""
    item = {
        "pk": keys.conversation_pk(conversation),
        "sk": keys.message_sk(at, ref),
        "kind": "message",
        "channel": "whatsapp",
        "account": "main",
        "identity": CUSTOMER,
        "direction": "inbound",
        "author_kind": "contact",
        "author_id": conversation,
        "type": "text",
        "text": "Hola",
        "provider_id": f"wamid.{ref}",
        "sent_at": at,
        "received_at": at,
        "status": "received",
        **more,
    }
    table.put(item)
    return item


def conversation(name: str, active_at: int, /, **more: Any) -> table.Item:
    """Put the summary of a conversation whose id is ``name`` made 26 letters long."""
    ident = name.ljust(26, "a")
    owner, status = more.get("owner", "bot"), more.get("status", "open")
    item = {
        "pk": keys.conversation_pk(ident),
        "sk": "A",
        "kind": "summary",
        "channel": "whatsapp",
        "account": "main",
        "identity": CUSTOMER,
        "owner": owner,
        "status": status,
        "version": 0,
        "episode": 1,
        "consent": "unknown",
        "inbox": f"{owner}#{status}#0",
        "bucket": keys.inbox_bucket(active_at, ident),
        "active_at": active_at,
        "inbound_at": active_at,
        "inbound_id": f"{ident}.{active_at}.first",
        "window_end": active_at + 24 * 60 * MINUTE,
        "last": {
            "ref": "first",
            "sent_at": active_at,
            "direction": "inbound",
            "author_kind": "contact",
            "type": "text",
            "text": "Hola",
        },
        **more,
    }
    table.put(item)
    return item


@pytest.fixture
def ana(cloud: Any, the_time: SteppingClock) -> Caller:
    """An agent's token."""
    table.put({"pk": "S#agents", "sk": "ana", "kind": "settings"})
    return Caller()


@pytest.fixture
def thread(ana: Caller, the_time: SteppingClock) -> str:
    """The id of a conversation where the customer wrote just now."""
    summary = conversation("thread", the_time.now)
    ident = str(summary["pk"]).removeprefix("C#")
    said(ident, "first", the_time.now)
    the_time.advance(minutes=1)
    return ident
