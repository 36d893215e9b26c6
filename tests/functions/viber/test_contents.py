"""What a customer of Viber can say."""

from typing import Any

import pytest

from tests.functions.viber.reading import MESSAGE_TOKEN, message, read_said, reason, said

LINK = "https://dl-media.viber.com/1/a.jpg"


def test_a_picture_has_its_link_and_its_words() -> None:
    found = said("picture_message")
    assert (found.type, found.text) == ("image", "roto")
    media = found.content["media"]
    assert media["id"] == found.provider_id
    assert media["url"].startswith("https://dl-media.viber.com/")
    assert (media["name"], media["size"]) == ("IMG-1.jpg", 10000)


def test_a_video_has_its_length_in_milliseconds() -> None:
    found = said("video_message")
    assert (found.type, found.content["duration_ms"]) == ("video", 12_000)


def test_a_file_has_its_name_and_either_name_of_its_size() -> None:
    assert said("file_message").content["media"]["name"] == "invoice.pdf"
    told = message(type="file", text=None, media=LINK, file_size=7)
    assert read_said(told).content["media"] == {"id": str(MESSAGE_TOKEN), "url": LINK, "size": 7}


def test_the_language_of_the_app_is_told_where_it_is_one() -> None:
    assert said("text_message").content["device"] == {"locale": "es"}
    told = message(text="Hola")
    for code in ("", 7, "es; rm"):
        spoken = {**told, "sender": {**told["sender"], "language": code}}
        assert "device" not in read_said(spoken).content


def test_a_place_is_lat_and_lon() -> None:
    found = said("location_message")
    assert found.content == {"latitude": 41.38, "longitude": 2.17, "device": {"locale": "es"}}


@pytest.mark.parametrize(
    "place", [None, {}, {"lat": 1}, {"latitude": 1, "longitude": 2}, {"lat": "1", "lon": "2"}, [1]]
)
def test_a_place_under_other_names_is_none(place: Any) -> None:
    told = message(type="location", text=None, location=place)
    assert reason(told) in ("no location", "no lat", "no lon")


def test_a_card_has_a_name_and_a_number() -> None:
    told = {"name": "Bob", "phones": ["+15550100"], "emails": []}
    assert said("contact_message").content["contacts"] == [told]
    bare = read_said(message(type="contact", text=None, contact={}))
    assert bare.content == {"contacts": [{"name": "", "phones": [], "emails": []}]}


@pytest.mark.parametrize("number", [46105, "46105"])
def test_a_sticker_is_its_number_and_its_picture(number: int | str) -> None:
    told = message(type="sticker", text=None, sticker_id=number, media=LINK)
    content = read_said(told).content
    assert content["sticker"] == {"sticker_id": "46105"}
    assert content["media"] == {"id": str(MESSAGE_TOKEN), "url": LINK}
    assert "media" not in read_said(message(type="sticker", sticker_id=number)).content


def test_a_link_is_a_text() -> None:
    assert said("url_message").text == "https://shop.example/orders/7"
    assert said("url_with_words").text == "look\nhttps://shop.example/orders/7"
    same = message(type="url", text=LINK, media=LINK)
    assert read_said(same).text == LINK


def test_what_is_new_is_kept_as_it_came() -> None:
    found = said("unknown_message")
    assert found.content["kind"] == "rich_media"
    assert found.content["raw"]["rich_media"]["Type"] == "rich_media"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (message(text=None), "no text"),
        (message(text=""), "no text"),
        (message(text=7), "no text"),
        (message(type=None), "no type"),
        (message(type="picture", media=None), "no media"),
        (message(type="picture", media=""), "no media"),
        (message(type="url"), "no media"),
        (message(type="sticker"), "no sticker_id"),
        (message(type="sticker", sticker_id=True), "no sticker_id"),
        (message(type="contact", contact=[]), "no contact"),
        ({**message(), "message": "Hola"}, "no message"),
    ],
)
def test_half_a_message_is_none(told: dict[str, Any], why: str) -> None:
    assert reason(told) == why


@pytest.mark.parametrize("size", [True, -1, 0, "7", 1.5, 2**60])
def test_a_size_that_is_none_is_left_out(size: Any) -> None:
    told = message(type="file", media=LINK, size=size)
    assert "size" not in read_said(told).content["media"]
