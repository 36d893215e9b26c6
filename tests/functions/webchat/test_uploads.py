"""Files of visitors: a form with conditions, the message that names it, and where it then stays."""

import base64
import json
from typing import Any

import pytest

from tests.functions.webchat.conftest import WebChat, body_of, log_of, new_id

PNG = b"\x89PNG\r\n\x1a\n and so on"


def form(chat: WebChat, token: str, **fields: Any) -> Any:
    wanted = {"id": "photo-number-1", "type": "image/png", "size": len(PNG), **fields}
    return body_of(chat.ask("POST", "uploads", wanted, token=token))


def policy_of(form: Any) -> list[Any]:
    conditions: list[Any] = json.loads(base64.b64decode(form["fields"]["policy"]))["conditions"]
    return conditions


def test_a_form_takes_one_file_of_this_type_and_size(chat: WebChat) -> None:
    made = form(chat, chat.session()["token"])
    conditions = policy_of(made)
    assert ["content-length-range", 1, len(PNG)] in conditions
    assert {"Content-Type": "image/png"} in conditions
    assert {"key": f"uploads/{made['id']}"} in conditions
    assert made["fields"]["key"] == f"uploads/{made['id']}"


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "text/html"},
        {"type": "image/svg+xml"},
        {"type": ""},
        {"size": 0},
        {"size": -1},
        {"size": 10 * 1024 * 1024 + 1},
        {"size": "3"},
        {"size": True},
        {"id": "x"},
    ],
)
def test_what_no_browser_should_get_is_not_taken(chat: WebChat, fields: dict[str, Any]) -> None:
    wanted = {"id": "photo-number-1", "type": "image/png", "size": 3, **fields}
    token = chat.session()["token"]
    assert chat.ask("POST", "uploads", wanted, token=token)["statusCode"] == 422


def test_a_message_shows_its_own_upload_and_no_other(chat: WebChat) -> None:
    one, two = chat.session(), chat.session()
    upload = form(chat, one["token"])["id"]
    assert form(chat, two["token"])["id"] != upload
    file = {"id": upload, "type": "image/png", "name": "broken.png"}
    theft = {"id": "photo-number-1", "file": file}
    assert chat.ask("POST", "messages", theft, token=two["token"])["statusCode"] == 422
    chat.say(one["token"], "look", "photo-number-1", file=file)
    (item,) = log_of(one)
    assert (item["type"], item["text"]) == ("image", "look")
    assert json.loads(item["content"]) == {
        "media": {"id": upload, "mime_type": "image/png", "name": "broken.png"}
    }


def test_a_recording_is_shown_as_spoken(chat: WebChat) -> None:
    session, made = chat.session(), new_id(chat.clock.now)
    upload = form(chat, session["token"], id=made, type="audio/ogg")["id"]
    file = {"id": upload, "type": "audio/ogg; codecs=opus", "voice": True}
    chat.say(session["token"], "", made, file=file)
    (item,) = log_of(session)
    assert json.loads(item["content"])["media"]["voice"] is True
