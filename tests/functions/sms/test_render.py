"""What our messages look like to Twilio, and what it cannot send."""

import json
from typing import Any

import pytest

from functions.sms.render import render
from shared.errors import MessageRejected
from tests.functions.sms.calls import CUSTOMER

URL = "https://files.example/a.jpg"


def rendered(kind: str, text: str = "", /, **content: Any) -> dict[str, str]:
    message = {"type": kind, "identity": CUSTOMER, "text": text, "content": json.dumps(content)}
    return render(message)


def test_a_text_goes_to_its_customer() -> None:
    assert rendered("text", "Hi 👋") == {"To": CUSTOMER, "Body": "Hi 👋"}


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file"])
def test_a_file_goes_as_a_link_with_its_words(kind: str) -> None:
    media = {"url": URL}
    assert rendered(kind, "see", media=media) == {"To": CUSTOMER, "MediaUrl": URL, "Body": "see"}
    assert rendered(kind, media=media) == {"To": CUSTOMER, "MediaUrl": URL}


def test_choices_are_numbered() -> None:
    buttons = [{"id": "y", "title": "Yes"}, {"id": "n", "title": "No"}]
    assert rendered("interactive", "Sure?", buttons=buttons)["Body"] == "Sure?\n\n1. Yes\n2. No"


def test_a_place_is_a_link_to_a_map() -> None:
    shop: dict[str, Any] = {"name": "Shop", "address": "Calle 1"}
    assert (
        rendered("location", latitude=40.4, longitude=-3.7, **shop)["Body"]
        == "Shop\nCalle 1\ngeo:40.4,-3.7"
    )
    assert rendered("location", latitude=1, longitude=2)["Body"] == "geo:1,2"


def test_a_card_is_its_name_and_numbers() -> None:
    cards = [
        {"name": "Ana", "phones": ["+34600111222"], "emails": ["ana@example.com"]},
        {"name": "Bo"},
    ]
    expected = "Ana\n+34600111222\nana@example.com\n\nBo"
    assert rendered("contacts", contacts=cards)["Body"] == expected


def test_1600_characters_are_the_most() -> None:
    assert len(rendered("text", "é" * 1600)["Body"]) == 1600
    for kind, content in (("text", {}), ("image", {"media": {"url": URL}})):
        with pytest.raises(MessageRejected) as caught:
            rendered(kind, "é" * 1601, **content)
        assert caught.value.code == "too-long"


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("text", {}, "empty"),
        ("image", {}, "no-file"),
        ("image", {"media": {"key": "media/1"}}, "no-file"),
        ("interactive", {}, "no-choices"),
        ("template", {"name": "a", "language": "en"}, "no-template"),
        ("reaction", {"emoji": "👍"}, "unsupported-type"),
        ("sticker", {"media": {"url": URL}}, "unsupported-type"),
    ],
)
def test_what_sms_has_not_is_refused(kind: str, content: dict[str, Any], code: str) -> None:
    with pytest.raises(MessageRejected) as caught:
        rendered(kind, **content)
    assert caught.value.code == code
