"""Web chat's send function: what goes is sent, what cannot be shown is refused."""

import json
from typing import Any

import pytest

from shared import history
from shared.ids import MessageId
from tests.functions.webchat.conftest import WebChat, log_of


def found(message: str) -> dict[str, Any]:
    item = history.find(MessageId.parse(message))
    assert item
    return item


def test_what_may_go_is_sent(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    item = found(chat.answer(session, "good day"))
    assert (item["status"], item["attempts"]) == ("sent", 1)
    assert item["provider_id"] == str(MessageId.of(item))


@pytest.mark.parametrize(
    ("kind", "text", "content", "code"),
    [
        ("text", "", {}, "empty"),
        ("image", "", {}, "empty"),
        ("contacts", "", {"contacts": []}, "unsupported-type"),
        ("sticker", "", {"media": {"url": "https://x"}}, "unsupported-type"),
        ("image", "", {"media": "nonsense"}, "malformed"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_stops_nobody(
    chat: WebChat, kind: str, text: str, content: Any, code: str
) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    refused = found(chat.answer(session, text, kind, content=content))
    assert refused["status"] == "failed"
    assert json.loads(refused["error"])["code"] == code
    assert found(chat.answer(session, "good day"))["status"] == "sent"
    assert chat.texts(session["token"]) == ["hello", "good day"]


def test_buttons_and_places_are_shown(chat: WebChat) -> None:
    session = chat.session()
    chat.say(session["token"], "hello")
    buttons = [{"id": "yes", "title": "Yes"}]
    chat.answer(session, "Shall we?", "interactive", content={"buttons": buttons})
    place = {"latitude": 1.5, "longitude": -2.0, "address": "Here"}
    chat.answer(session, "", "location", content=place)
    shown = {m["type"]: m for m in chat.read(session["token"])["messages"]}
    assert shown["interactive"]["buttons"] == buttons
    assert shown["location"]["latitude"] == 1.5


def test_reading_and_typing_are_shown_on_open_pages(chat: WebChat) -> None:
    session = chat.session()
    mine = chat.say(session["token"], "hello")
    chat.connect(session, "one=")
    for kind in ("read", "typing"):
        conversation = session["conversation_id"]
        chat.deliver({"conversation": conversation, "signal": kind, "message": mine["id"]})
    assert chat.told("one=") == [
        {"type": "read", "message": {"id": mine["id"]}},
        {"type": "typing", "message": {"id": mine["id"]}},
    ]
    assert len(log_of(session)) == 1
