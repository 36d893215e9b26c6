"""The frame that shows a message, and what web chat cannot show."""

import json
from typing import Any

import pytest

from functions.webchat.render import render
from shared.errors import MessageRejected

ITEM = {
    "pk": "C#abc",
    "sk": "M#1767225600000#ref",
    "direction": "outbound",
    "author_kind": "agent",
    "author_id": "ana",
    "type": "text",
    "text": "good day",
    "content": "{}",
    "sent_at": 1_767_225_600_000,
    "status": "sending",
    "rule": "greeting",
    "name": "internal",
}


def test_a_frame_holds_what_a_visitor_may_see_and_no_more() -> None:
    assert render(ITEM) == {
        "type": "message",
        "message": {
            "id": "abc.1767225600000.ref",
            "from": "agent",
            "type": "text",
            "text": "good day",
            "sent_at": "2026-01-01T00:00:00.000Z",
            "status": "sent",
        },
    }


def test_a_link_is_shown_as_a_file() -> None:
    media = {"url": "https://files.example/a.pdf", "name": "a.pdf"}
    item = {**ITEM, "type": "file", "text": "", "content": json.dumps({"media": media})}
    (file,) = render(item)["message"]["attachments"]
    assert (file["url"], file["name"]) == ("https://files.example/a.pdf", "a.pdf")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"type": "contacts"}, "unsupported-type"),
        ({"type": "template"}, "unsupported-type"),
        ({"text": ""}, "empty"),
        ({"text": "x" * 10_001}, "too-long"),
        ({"type": "image", "text": "x" * 2_001}, "too-long"),
        ({"direction": "note"}, "empty"),
    ],
)
def test_what_web_chat_does_not_show_is_refused(more: dict[str, Any], code: str) -> None:
    with pytest.raises(MessageRejected) as refused:
        render({**ITEM, **more})
    assert refused.value.code == code


def test_the_longest_text_is_taken() -> None:
    assert len(render({**ITEM, "text": "x" * 10_000})["message"]["text"]) == 10_000
