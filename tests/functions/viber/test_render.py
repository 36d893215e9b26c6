"""A message of ours in Viber's words."""

import json
from typing import Any

import pytest

from functions.viber.render import render
from shared.errors import MessageRejected
from tests.functions.viber.reading import ANA

SENDER = {"name": "Shop", "avatar": "https://cdn.example/shop.png"}
PK, SK = f"C#{'a' * 26}", "M#1767225600000#r1"


def written(kind: str, text: str = "", **content: Any) -> bytes:
    item = {"pk": PK, "sk": SK, "identity": ANA, "type": kind, "text": text}
    return render({**item, "content": json.dumps(content)}, SENDER)


def rendered(kind: str, text: str = "", **content: Any) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(written(kind, text, **content))
    return body


def refused(kind: str, text: str = "", **content: Any) -> str:
    with pytest.raises(MessageRejected) as caught:
        written(kind, text, **content)
    return caught.value.code


def test_a_text_says_to_whom_from_whom_and_which_it_is() -> None:
    assert rendered("text", "Hi") == {
        "receiver": ANA,
        "min_api_version": 1,
        "sender": SENDER,
        "tracking_data": f'{{"message":"{"a" * 26}.1767225600000.r1"}}',
        "type": "text",
        "text": "Hi",
    }


def test_choices_are_a_keyboard_and_ride_along() -> None:
    body = rendered("interactive", "Which?", buttons=[{"id": "y", "title": "Yes"}])
    assert (body["type"], body["text"]) == ("text", "Which?")
    assert body["keyboard"]["Buttons"][0]["ActionBody"] == "Yes"
    assert json.loads(body["tracking_data"])["choices"] == [["y", "Yes"]]


def test_numbered_choices_need_no_keyboard() -> None:
    body = rendered("interactive", "Which?", buttons=[{"id": "y", "title": "t" * 70}])
    assert "keyboard" not in body
    assert "choices" not in json.loads(body["tracking_data"])


@pytest.mark.parametrize("letter", ["w", "д", "字", "👍"])
def test_the_longest_text_fits_in_any_script(letter: str) -> None:
    raw = written("text", letter * 7000)
    assert len(raw) <= 30 * 1024
    assert json.loads(raw)["text"] == letter * 7000


def test_too_much_and_nothing_are_refused() -> None:
    assert refused("text", "a" * 7001) == "too-long"
    assert refused("text") == "empty"
    cards = [{"name": "B" * 7001}]
    assert refused("contacts", contacts=cards) == "too-long"


def test_a_sticker_is_one_of_vibers_own() -> None:
    body = rendered("sticker", sticker={"sticker_id": 46105})
    assert (body["type"], body["sticker_id"]) == ("sticker", "46105")
    assert refused("sticker", media={"url": "https://cdn.example/a.webp"}) == "no-sticker"


def test_places_cards_and_pictures_have_their_own_form() -> None:
    assert rendered("location", latitude=1.5, longitude=2)["location"] == {"lat": 1.5, "lon": 2}
    card = {"name": "Bob", "phones": ["+15550100"]}
    assert rendered("contacts", contacts=[card])["contact"]["name"] == "Bob"
    assert rendered("contacts", contacts=[card, card])["text"].startswith("Bob\n")
    link = "https://cdn.example/a.png"
    assert rendered("image", "x", media={"url": link})["type"] == "picture"


@pytest.mark.parametrize("kind", ["template", "reaction", "unsupported", "event", "audio"])
def test_what_viber_has_not_is_refused(kind: str) -> None:
    assert refused(kind, "x") == "unsupported-type"


def test_half_a_letter_is_sent_as_one_that_can_be() -> None:
    assert rendered("text", "a\ud83d")["text"] == "a?"
