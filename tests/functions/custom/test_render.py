"""A message of ours in the contract's words."""

import json
from typing import Any

import pytest

from functions.custom.render import render, signalled
from shared.errors import MessageRejected
from tests.functions.custom.reading import ACCOUNT, ANA

SECRETS = {"accounts": {ACCOUNT: "main"}}
YES, NO = {"id": "yes", "title": "Yes"}, {"id": "no", "title": "No"}
FILE = {"url": "https://cdn.example/a.jpg", "mime_type": "image/jpeg", "name": "a.jpg"}


def item(kind: str, text: str = "", content: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "pk": "C#abc",
        "sk": "M#1767225600000#ref",
        "account": "main",
        "identity": ANA,
        "author_kind": "bot",
        "type": kind,
        "text": text,
        "content": json.dumps(content or {}),
        **more,
    }


def rendered(kind: str, text: str = "", content: Any = None, **more: Any) -> dict[str, Any]:
    """Without what every message has."""
    body = render(item(kind, text, content, **more), SECRETS)
    return {name: body[name] for name in body if name not in ("kind", "id", "account", "contact")}


def refusal(kind: str, text: str = "", content: Any = None) -> str:
    with pytest.raises(MessageRejected) as caught:
        rendered(kind, text, content)
    return caught.value.code


def test_a_text_is_for_somebody_from_somebody() -> None:
    assert render(item("text", "Hi", reply_to="in-1"), SECRETS) == {
        "kind": "message",
        "id": "abc.1767225600000.ref",
        "account": ACCOUNT,
        "contact": ANA,
        "author": "bot",
        "type": "text",
        "text": "Hi",
        "reply_to": "in-1",
    }


def test_an_account_without_a_name_of_theirs_is_not_named() -> None:
    assert "account" not in render(item("text", "Hi"), {"accounts": {"": "main"}})


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file", "sticker"])
def test_a_file_is_a_link(kind: str) -> None:
    assert rendered(kind, "look", {"media": FILE}) == {
        "author": "bot",
        "type": kind,
        "text": "look",
        "media": FILE,
    }
    assert "text" not in rendered(kind, "", {"media": FILE})
    assert refusal(kind, "", {"media": {}}) == "no-file"


@pytest.mark.usefixtures("cloud")
def test_a_file_of_ours_is_a_link_of_an_hour() -> None:
    media = {"key": "media/u-1", "mime_type": "audio/ogg", "voice": True}
    made = rendered("audio", "", {"media": media})["media"]
    assert (made["mime_type"], made["voice"]) == ("audio/ogg", True)
    assert "media/u-1" in made["url"]
    assert "Expires" in made["url"]


def test_choices_can_be_tapped() -> None:
    body = rendered("interactive", "Blue?", {"buttons": [YES, NO], "footer": "f"})
    assert body == {
        "author": "bot",
        "type": "interactive",
        "text": "Blue?",
        "footer": "f",
        "choices": [YES, NO],
    }
    told = [{**YES, "description": "today"}, NO]
    assert rendered("interactive", "Blue?", {"buttons": told})["choices"] == told


def test_more_choices_than_there_is_room_for_are_words() -> None:
    many = [{"id": str(n), "title": f"Size {n}"} for n in range(51)]
    body = rendered("interactive", "Which?", {"buttons": many})
    assert body["type"] == "text"
    assert body["text"].splitlines()[2] == "1. Size 0"


def test_a_place_cards_and_a_reaction() -> None:
    place = {"latitude": 52.5, "longitude": 13.4, "name": "Shop"}
    assert rendered("location", "", {**place, "address": None})["location"] == place
    cards = [{"name": "Eva", "phones": ["1"], "emails": []}]
    assert rendered("contacts", "", {"contacts": cards})["contacts"] == cards
    body = rendered("reaction", "", {"emoji": "👍"}, reply_to="in-1")
    assert (body["emoji"], body["reply_to"]) == ("👍", "in-1")


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("text", "", "empty"),
        ("text", "x" * 16_001, "too-long"),
        ("template", "", "unsupported-type"),
        ("event", "", "unsupported-type"),
    ],
)
def test_what_cannot_be_said_is_refused(kind: str, text: str, code: str) -> None:
    assert refusal(kind, text) == code


def test_a_signal_names_what_was_read() -> None:
    customers = item("text", "Hola", provider_id="in-1")
    assert signalled("read", customers, SECRETS) == {
        "kind": "read",
        "account": ACCOUNT,
        "contact": ANA,
        "message": "in-1",
    }
