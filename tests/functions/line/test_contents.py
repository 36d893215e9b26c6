"""What one message says, by its type."""

from typing import Any

import pytest

from shared.messages import Said
from tests.functions.line.reading import content_of, event, message, read_one, reason, said

LINES = {"type": "line"}


def test_a_text_keeps_its_emojis_and_mentions() -> None:
    found = said("text_message")
    emoji = found.content["emojis"][0]
    # LINE counts in UTF-16; here nothing outside of the plane comes before it.
    assert found.text[emoji["index"] : emoji["index"] + emoji["length"]] == "(brown)"
    assert found.content["mention"]["mentionees"][0]["length"] == len("@Threadline")


def test_a_quoted_message_is_what_it_replies_to() -> None:
    assert said("text_reply").reply_to == "461230966842064897"
    assert said("text_message").reply_to is None


@pytest.mark.parametrize("name", ["image_message", "video_message", "audio_message"])
def test_a_file_that_line_keeps_is_known_by_its_messages_id(name: str) -> None:
    found = said(name)
    assert found.content["media"] == {"id": found.provider_id}


def test_durations_are_milliseconds() -> None:
    assert said("audio_message").content["duration_ms"] == 4200


def test_a_file_that_somebody_else_keeps_is_a_link() -> None:
    assert said("image_external").content["media"] == {"url": "https://cdn.example/a.jpg"}


@pytest.mark.parametrize("url", ["http://cdn.example/a.jpg", "javascript:alert(1)", "file:///a"])
def test_such_a_link_is_https(url: str) -> None:
    provider = {"type": "external", "originalContentUrl": url}
    found = read_one(message(type="image", text=None, contentProvider=provider))
    assert reason(found) == "no https"


def test_images_sent_together_say_so() -> None:
    sets = [found.content["image_set"] for found in event("image_set") if isinstance(found, Said)]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 2), (2, 2)]
    assert sets[0]["id"] == sets[1]["id"]
    alone = message(type="image", contentProvider=LINES, imageSet={"id": "E1"})
    assert content_of(alone)["image_set"] == {"id": "E1"}


def test_a_file_has_its_name_and_size() -> None:
    found = said("file_message")
    assert found.content["media"] == {
        "id": found.provider_id,
        "name": "factura nº 7.pdf",
        "size": 2138,
    }


def test_a_place_has_latitude_before_longitude() -> None:
    content = {key: v for key, v in said("location_message").content.items() if key != "tokens"}
    assert content == {
        "latitude": 35.67966,
        "longitude": 139.73669,
        "name": "Tienda",
        "address": "1-3 Kioicho, Chiyoda-ku, Tokyo",
    }
    bare = message(type="location", latitude=0, longitude=-1)
    assert content_of(bare) == {"latitude": 0, "longitude": -1}


def test_a_sticker_is_known_by_its_numbers_and_words() -> None:
    assert said("sticker_message").content["sticker"] == {
        "package_id": "446",
        "sticker_id": "1988",
        "resource_type": "ANIMATION",
        "keywords": ["cony", "sally", "hi"],
    }
    assert said("message_sticker").text == "Vamos"


def test_a_kind_that_is_new_is_kept_without_its_tokens() -> None:
    found = said("unknown_message")
    assert found.content["kind"] == "hologram"
    assert found.content["raw"] == {"type": "hologram", "id": found.provider_id, "depth": 3}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": None}, "no text"),
        ({"text": ""}, "no text"),
        ({"id": None}, "no id"),
        ({"id": 7}, "no id"),
        ({"type": None}, "no type"),
        ({"type": "image"}, "no contentProvider"),
        ({"type": "video", "contentProvider": {}}, "no type"),
        ({"type": "audio", "contentProvider": {"type": "external"}}, "no originalContentUrl"),
        ({"type": "location", "latitude": "1", "longitude": 2}, "no latitude"),
        ({"type": "sticker", "packageId": "1"}, "no stickerId"),
    ],
)
def test_what_lacks_its_part_is_put_aside(changed: dict[str, Any], why: str) -> None:
    assert reason(read_one(message(**changed))) == why
