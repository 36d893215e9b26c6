"""Our messages in Instagram's words."""

import json
from typing import Any

import pytest

from functions.instagram.render import render
from shared.errors import MessageRejected


def message(kind: str = "text", text: str = "", **fields: Any) -> dict[str, Any]:
    content = json.dumps(fields.pop("content", {}))
    return {"identity": "7", "type": kind, "text": text, "content": content, **fields}


def test_a_text_is_all_that_is_said() -> None:
    assert render(message(text="Hi")) == {"recipient": {"id": "7"}, "message": {"text": "Hi"}}


@pytest.mark.parametrize(("text", "size"), [("a", 1), ("é", 2), ("漢", 3), ("🎉", 4)])
def test_a_thousand_bytes_fit_and_no_more(text: str, size: int) -> None:
    assert render(message(text=text * (1000 // size)))
    with pytest.raises(MessageRejected) as refused:
        render(message(text=text * (1000 // size + 1)))
    assert refused.value.code == "too-long"


def test_nothing_is_quoted() -> None:
    assert "reply_to" not in render(message(text="Yes", reply_to="m_1"))


def test_choices_are_quick_replies_however_few() -> None:
    content = {"buttons": [{"id": "a", "title": "A"}]}
    body = render(message("interactive", "Which?", content=content))["message"]
    assert (body["text"], len(body["quick_replies"])) == ("Which?", 1)


def test_only_a_heart_is_known() -> None:
    heart = message("reaction", content={"emoji": "❤️"}, reply_to="m_1")
    assert render(heart)["payload"] == {"message_id": "m_1", "reaction": "love"}
    with pytest.raises(MessageRejected):
        render({**heart, "content": '{"emoji":"👍"}'})
