"""Files, places and cards, as each kind of message has them."""

from typing import Any

import pytest

from tests.functions.telegram.reading import SPANISH, kind, read_message, said, said_so


@pytest.mark.parametrize(
    ("name", "mime_type", "more"),
    [
        ("photo_message", "image/jpeg", {}),
        ("document_message", "application/pdf", {"name": "invoice.pdf"}),
        ("document_without_type", None, {}),
        ("voice_message", "audio/ogg", {"voice": True}),
        ("audio_message", "audio/mpeg", {"name": "song.mp3"}),
        ("video_message", "video/mp4", {}),
        ("video_note_message", "video/mp4", {}),
        ("animation_message", "video/mp4", {"name": "party.mp4", "animated": True}),
        ("sticker_message", "image/webp", {}),
        ("sticker_animated", "application/x-tgsticker", {}),
        ("sticker_video", "video/webm", {}),
    ],
)
def test_a_file_is_named_by_its_id_and_type(
    name: str, mime_type: str | None, more: dict[str, Any]
) -> None:
    media = dict(said(name).content["media"])
    assert media.pop("id")
    assert media.pop("mime_type", None) == mime_type
    assert media == more


def test_of_a_photos_sizes_the_largest_counts_wherever_it_stands() -> None:
    assert said("photo_message").content["media"]["id"] == "AgACAgQAAxkBAAIBc2Vx"
    assert said("photo_message").text == "It came broken"


@pytest.mark.parametrize("photo", [[], None, {}, [7], "photo", [{"file_id": "a"}]])
def test_a_photo_without_a_size_is_unreadable(photo: Any) -> None:
    found = kind(read_message(text=None, **{"photo": photo} if photo is not None else {}))
    assert found in ("no photo", "no width", "nothing in it")


def test_a_sticker_has_its_emoji() -> None:
    assert said("sticker_message").content["emoji"] == "👍"


@pytest.mark.parametrize("field", ["voice", "document", "video", "sticker", "venue", "contact"])
@pytest.mark.parametrize("odd", [7, "a", [], {}])
def test_a_field_of_another_shape_is_unreadable(field: str, odd: Any) -> None:
    assert kind(read_message(text=None, **{field: odd})).startswith("no ")


def test_places_are_latitude_and_longitude() -> None:
    assert said("location_message").content == {"latitude": 41.38, "longitude": 2.17, **SPANISH}
    assert said("live_location").content["live_period"] == 900


def test_a_venue_is_a_place_with_a_name() -> None:
    assert said("venue_message").content == {
        "latitude": 41.3874,
        "longitude": 2.1686,
        "name": "Shop",
        "address": "Carrer de Mallorca 1",
        **SPANISH,
    }


def test_a_card_is_the_customers_own_only_if_it_names_them() -> None:
    (own,) = said("contact_own").content["contacts"]
    (other,) = said("contact_of_another").content["contacts"]
    assert (own["name"], own["phones"], own["own"]) == ("Ana Ruiz", ["+34600111222"], True)
    assert own["vcard"].startswith("BEGIN:VCARD")
    assert other == {"name": "Bob", "phones": ["34600999888"], "emails": []}


@pytest.mark.parametrize("user_id", [None, 7002, "7001"])
def test_a_card_without_the_senders_id_is_somebody_elses(user_id: object) -> None:
    card = {"phone_number": "1", "first_name": "Bob", "user_id": user_id}
    (found,) = said_so(text=None, contact=card).content["contacts"]
    assert "own" not in found


def test_a_card_and_a_sender_that_are_both_unnamed_are_not_the_same() -> None:
    card = {"phone_number": "1", "first_name": "Bob", "user_id": None}
    (found,) = said_so(text=None, sender={}, contact=card).content["contacts"]
    assert "own" not in found
