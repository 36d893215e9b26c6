"""Messages of ours in Telegram's words; every call here is one that the platform takes."""

from typing import Any

import pytest

from functions.telegram.render import render
from shared.errors import MessageRejected
from tests.functions.telegram.taking import message, rendered, take

LINK = "https://cdn.example/a.jpg"
OURS = {"key": "media/upload-1", "mime_type": "image/png", "name": "a.png"}


def test_a_text_in_full() -> None:
    call = rendered("text", "Hi")
    assert call.method == "sendMessage"
    assert call.params == {
        "chat_id": 7001,
        "text": "Hi",
        "link_preview_options": {"is_disabled": True},
    }


def test_nothing_in_a_text_means_anything() -> None:
    odd = "*a* _b <b>c</b> [d](e) \\ `f` & 50%"
    call = rendered("text", odd)
    assert call.params["text"] == odd
    assert "parse_mode" not in call.params


def test_ids_of_52_bits_go_as_they_came() -> None:
    assert rendered("text", "Hi", identity="4503599627370495").params["chat_id"] == 2**52 - 1


def test_an_answer_quotes_what_it_answers_if_it_is_still_there() -> None:
    call = rendered("text", "Hi", reply_to="7001:12")
    quotation = {"message_id": 12, "allow_sending_without_reply": True}
    assert call.params["reply_parameters"] == quotation
    assert take(call)["reply_to_message"]["message_id"] == 12
    assert "reply_to_message" not in take(rendered("text", "Hi", reply_to="7001:3"))


def test_an_answer_to_a_tap_quotes_nothing() -> None:
    assert "reply_parameters" not in rendered("text", "Hi", reply_to="30069066182451982").params


@pytest.mark.parametrize(
    ("kind", "method", "part"),
    [
        ("image", "sendPhoto", "photo"),
        ("video", "sendVideo", "video"),
        ("audio", "sendAudio", "audio"),
        ("file", "sendDocument", "document"),
    ],
)
def test_a_file_goes_as_a_link_with_its_caption(kind: str, method: str, part: str) -> None:
    call = rendered(kind, "Look", {"media": {"url": LINK}})
    assert (call.method, call.file) == (method, None)
    assert call.params == {"chat_id": 7001, "caption": "Look", part: LINK}


def test_a_file_of_ours_goes_along() -> None:
    call = rendered("image", "", {"media": OURS})
    assert (call.part, call.file, call.params) == ("photo", OURS, {"chat_id": 7001})


@pytest.mark.parametrize(
    ("media", "method"),
    [
        ({"voice": True, "mime_type": "audio/mpeg"}, "sendVoice"),
        ({"mime_type": "audio/ogg; codecs=opus"}, "sendVoice"),
        ({"mime_type": "audio/mpeg"}, "sendAudio"),
    ],
)
def test_what_was_spoken_shows_as_spoken(media: dict[str, Any], method: str) -> None:
    assert rendered("audio", "", {"media": {**OURS, **media}}).method == method


def test_a_sticker_has_no_caption() -> None:
    assert rendered("sticker", "", {"media": {"url": LINK}}).method == "sendSticker"
    with pytest.raises(MessageRejected):
        render(message("sticker", "words", {"media": {"url": LINK}}))


def test_a_place_and_one_with_a_name() -> None:
    place = {"latitude": 41.38, "longitude": 2.17}
    plain = rendered("location", "", {**place, "name": None})
    assert (plain.method, plain.params) == ("sendLocation", {"chat_id": 7001, **place})
    named = rendered("location", "", {**place, "name": "Shop", "address": "Carrer 1"})
    assert named.method == "sendVenue"
    assert (named.params["title"], named.params["address"]) == ("Shop", "Carrer 1")


@pytest.mark.parametrize("told", [{"name": "Shop"}, {"address": "Shop"}])
def test_a_place_with_half_a_name_needs_both(told: dict[str, str]) -> None:
    call = rendered("location", "", {"latitude": 1, "longitude": 2, **told})
    assert (call.params["title"], call.params["address"]) == ("Shop", "Shop")


def test_one_contact_by_its_number() -> None:
    bob = {"name": "Bob Doe", "phones": ["+15550100", "+15550101"], "emails": []}
    call = rendered("contacts", "", {"contacts": [bob]})
    assert call.method == "sendContact"
    assert call.params == {"chat_id": 7001, "phone_number": "+15550100", "first_name": "Bob Doe"}
    nameless = rendered("contacts", "", {"contacts": [{"phones": ["+1"]}]})
    assert nameless.params["first_name"] == "+1"


@pytest.mark.parametrize(("emoji", "shown"), [("👍", [{"type": "emoji", "emoji": "👍"}]), ("", [])])
def test_a_reaction_names_its_target_and_quotes_nothing(emoji: str, shown: list[Any]) -> None:
    call = rendered("reaction", "", {"emoji": emoji}, reply_to="7001:12")
    assert call.method == "setMessageReaction"
    assert call.params == {"chat_id": 7001, "message_id": 12, "reaction": shown}


@pytest.mark.parametrize(
    ("kind", "text", "content"),
    [
        ("text", "", {}),
        ("text", "a" * 4097, {}),
        ("text", "🎉" * 4097, {}),
        ("image", "a" * 1025, {"media": {"url": LINK}}),
        ("image", "", {}),
        ("interactive", "Pick", {"buttons": []}),
        ("contacts", "", {"contacts": []}),
        ("contacts", "", {"contacts": [{"phones": ["1"]}, {"phones": ["2"]}]}),
        ("contacts", "", {"contacts": [{"name": "Bob", "phones": []}]}),
        ("reaction", "", {"emoji": "👍"}),
        ("template", "", {"name": "order_ready"}),
        ("event", "", {"event": "window-closed"}),
        ("unsupported", "", {}),
    ],
)
def test_what_telegram_has_no_words_for_is_refused(
    kind: str, text: str, content: dict[str, Any]
) -> None:
    with pytest.raises(MessageRejected) as caught:
        render(message(kind, text, content))
    assert caught.value.title.endswith(".")


@pytest.mark.parametrize("letter", ["a", "é", "🎉"])
def test_the_longest_text_goes_whatever_its_letters_take(letter: str) -> None:
    assert len(rendered("text", letter * 4096).params["text"]) == 4096
    caption = rendered("image", letter * 1024, {"media": {"url": LINK}}).params["caption"]
    assert len(caption) == 1024
