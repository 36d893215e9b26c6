"""A customer who ended a conversation is not written to until they write again."""

import json
from typing import Any

import pytest

from shared import aws, keys, table
from shared.channels import APPLE, WHATSAPP
from shared.delivery.guarding import refusal
from shared.ending import has_ended, may_end
from shared.table import Item
from shared.windows import window

PK = keys.conversation_pk("ended")
SUMMARY: Item = {"pk": PK, "sk": keys.SUMMARY, "channel": "apple", "also": []}
_HAPPENED = {
    "closed": ("event", "inbound"),
    "followed": ("event", "inbound"),
    "text": ("text", "inbound"),
    "ours": ("text", "outbound"),
    "note": ("event", "note"),
}


@pytest.fixture(autouse=True)
def _in_the_cloud(cloud: Any) -> None:
    assert aws.client("dynamodb")


def happened(*what: str) -> None:
    for number, name in enumerate(what):
        kind, direction = _HAPPENED[name]
        event = "closed" if name == "note" else name
        content = {"event": event} if kind == "event" else {}
        table.put(
            {
                "pk": PK,
                "sk": keys.message_sk(number, f"m{number}"),
                "kind": "message",
                "type": kind,
                "direction": direction,
                "content": json.dumps(content),
            }
        )


@pytest.mark.parametrize(
    ("what", "ended"),
    [
        ((), False),
        (("text",), False),
        (("text", "closed"), True),
        (("text", "closed", "ours"), True),
        (("text", "closed", "followed"), True),
        (("text", "closed", "text"), False),
        (("text", "closed", "text", "closed"), True),
        (("text", "note"), False),
        (("closed", *["ours"] * 25), True),
        (("closed", "text", *["ours"] * 25), False),
    ],
)
def test_the_last_thing_that_the_customer_did_counts(what: tuple[str, ...], ended: bool) -> None:
    happened(*what)
    assert has_ended(SUMMARY) is ended
    assert window.is_open(SUMMARY, 10**12) is not ended


def test_where_nobody_can_end_anything_nothing_is_read() -> None:
    happened("closed")
    assert not has_ended({**SUMMARY, "channel": "sms"})
    assert (may_end("apple"), may_end("sms"), may_end("unknown")) == (True, False, False)
    assert not WHATSAPP.ended_by


@pytest.mark.parametrize("author", ["agent", "bot", "system"])
def test_nobody_may_speak_then(author: str) -> None:
    message = {"type": "text", "author_kind": author, "purpose": "opt-out-confirmation"}
    refused = refusal(message, {}, APPLE, window_end=None, now=1, ended=True)
    assert refused
    assert refused.code == "ended"
    assert refusal(message, {}, APPLE, window_end=None, now=1) is None
