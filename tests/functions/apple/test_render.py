"""A message of ours in Apple's words."""

import json
from typing import Any

import pytest

from functions.apple.render import Body, render
from shared.errors import MessageRejected

FILE = {"name": "a.png", "key": "00aa"}


def said(kind: str, text: str = "", attachment: Any = None, **content: Any) -> Body:
    item = {"type": kind, "text": text, "content": json.dumps(content)}
    return render(item, "r1", attachment)


def refusal(kind: str, text: str = "", **content: Any) -> str:
    with pytest.raises(MessageRejected) as caught:
        said(kind, text, **content)
    return caught.value.code


def test_a_text_is_a_text() -> None:
    assert said("text", "Hola 🎉") == {"type": "text", "body": "Hola 🎉"}


def test_a_text_may_be_as_long_as_the_truth_table_says() -> None:
    assert said("text", "x" * 10_000)["body"]
    assert refusal("text", "x" * 10_001) == "too-long"
    assert refusal("text") == "empty"


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
def test_a_file_comes_first_and_then_the_words(kind: str) -> None:
    made = said(kind, "look", FILE, media={"key": "media/1"})
    assert made == {"type": "text", "body": "\ufffc\nlook", "attachments": [FILE]}
    assert said(kind, "", FILE, media={"key": "media/1"})["body"] == "\ufffc"


def test_words_show_no_file_that_is_not_there() -> None:
    assert said("image", "a\ufffcb", FILE)["body"] == "\ufffc\nab"


def test_a_file_of_somebody_elses_goes_as_a_link() -> None:
    media = {"url": "https://cdn.example/a.jpg"}
    assert said("image", "look", media=media)["body"] == "look\nhttps://cdn.example/a.jpg"
    assert refusal("image", "look") == "no-file"


def test_choices_are_tapped_or_numbered() -> None:
    buttons = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
    assert said("interactive", "Which?", buttons=buttons)["type"] == "interactive"
    twice = [{"id": "a", "title": "A"}, {"id": "b", "title": "A"}]
    assert said("interactive", "Which?", buttons=twice)["body"] == "Which?\n\n1. A\n2. A"


def test_a_place_is_a_link_to_the_map() -> None:
    made = said("location", latitude=41.4, longitude=2.17, name="Shop", address="Main St 1")
    assert made["body"] == "Shop\nMain St 1\nhttps://maps.apple.com/?ll=41.4%2C2.17&q=Shop"
    assert said("location", latitude=1, longitude=2)["body"].endswith("?ll=1%2C2")


def test_contacts_are_lines() -> None:
    cards = [{"name": "Ana", "phones": ["+34600"], "emails": []}, {"name": "Bo"}]
    assert said("contacts", contacts=cards)["body"] == "Ana\n+34600\n\nBo"


@pytest.mark.parametrize("kind", ["sticker", "template", "reaction"])
def test_what_apple_has_not_is_refused(kind: str) -> None:
    assert refusal(kind) == "unsupported-type"
