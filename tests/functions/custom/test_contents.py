"""Each type of message, and what is left out of one that is not well formed."""

from typing import Any

import pytest

from tests.functions.custom.reading import content_of, message, read_one, reason, said

FILE = {"url": "https://files.partner.example/a1b2"}


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file", "sticker"])
def test_a_file_is_named_so_that_it_is_fetched(kind: str) -> None:
    found = said(f"{kind}_message")
    media = found.content["media"]
    assert (found.type, media["url"]) == (kind, FILE["url"])
    assert media["id"]


def test_what_is_told_of_a_file_is_kept() -> None:
    image, audio = said("image_message"), said("audio_message").content["media"]
    media = image.content["media"]
    assert (image.text, media["mime_type"], media["size"]) == ("broken", "image/jpeg", 48213)
    assert len(media["sha256"]) == 64
    assert audio["voice"] is True
    assert said("file_message").content["media"]["name"] == "invoice.pdf"


@pytest.mark.parametrize("wrong", [{"size": "7"}, {"size": True}, {"size": -1}, {"sha256": "7"}])
def test_what_is_told_wrongly_of_a_file_is_not(wrong: dict[str, Any]) -> None:
    media = content_of(message(type="file", media={**FILE, **wrong}))["media"]
    assert set(media) == {"id", "url"}


@pytest.mark.parametrize("media", [None, {}, {"url": "http://a.example"}, {"url": 7}, "x"])
def test_a_file_needs_a_link_over_https(media: Any) -> None:
    assert reason(message(type="image", media=media)) in ("no media", "no url", "no https")


def test_a_place() -> None:
    content = said("location_message").content
    assert content == {
        "latitude": 52.52,
        "longitude": 13.405,
        "name": "Shop",
        "address": "Alexanderplatz 1",
    }
    assert reason(message(type="location", location={"latitude": 1})) == "no longitude"


def test_cards() -> None:
    (card,) = said("contacts_message").content["contacts"]
    assert card == {"name": "Eva", "phones": ["+4915112345678"], "emails": ["eva@example.org"]}
    bare = content_of(message(type="contacts", contacts=[{"phones": "1", "emails": [7, "a@b"]}]))
    assert bare["contacts"] == [{"name": "", "phones": [], "emails": ["a@b"]}]
    for cards in (None, [], ["Eva"]):
        assert reason(message(type="contacts", contacts=cards)).startswith("no contact")


def test_a_choice_says_which_of_ours_was_taken() -> None:
    found = said("choice")
    assert (found.type, found.text, found.reply_to) == ("interactive", "Yes", "m-18")
    reply = {"kind": "button", "id": "yes", "title": "Yes", "payload": "order=7"}
    assert found.content["reply"] == reply
    assert reason(message(type="interactive", reply={"title": "Yes"})) == "no id"


@pytest.mark.parametrize("name", ["followed", "blocked", "unblocked", "opted_out", "opted_in"])
def test_what_a_customer_does_is_an_event(name: str) -> None:
    found = said(name)
    assert (found.type, found.content) == ("event", {"event": name.replace("_", "-")})


@pytest.mark.parametrize("what", [None, "", "Opted Out", "x" * 33, 7])
def test_an_event_has_a_plain_name(what: Any) -> None:
    assert reason(message(type="event", event=what)) == "no event"


def test_where_it_comes_from_and_what_belongs_together_is_kept() -> None:
    assert said("referral").content["referral"] == {"source": "ad", "id": "77"}
    extra = {"context": {"forwarded": True}, "album": "al-1", "referral": "ad"}
    assert content_of(message(**extra)) == {"context": {"forwarded": True}, "album": "al-1"}


def test_an_unknown_type_is_kept_as_it_came() -> None:
    found = said("unknown_type")
    assert found.type == "unsupported"
    assert found.content == {"kind": "poll", "raw": {"question": "?"}}


@pytest.mark.parametrize("text", [None, "", 7])
def test_a_text_has_words(text: Any) -> None:
    assert reason(message(text=text)) == "no text"


def test_a_text_is_as_it_was_written() -> None:
    assert said("text_message").text == "¿Tenéis esto en azul? 🎉"
    assert read_one(message(text=" \n")).text == " \n"  # type: ignore[union-attr]
