"""Files and places attached to a direct message."""

from typing import Any

import pytest

from functions.x.attachments import attached
from shared.intake.fields import Unfit
from tests.functions.x.reading import message, payload, read_one

URL = "https://ton.twitter.com/1.1/ton/data/dm/1/2/x.jpg"


def media(kind: str = "photo", **more: Any) -> dict[str, Any]:
    about = {"id": 1860000000000000003, "type": kind, "media_url_https": URL, **more}
    return {"type": "media", "media": about}


def film(*variants: Any) -> dict[str, Any]:
    return media("video", video_info={"variants": list(variants)})


def point(*coordinates: Any) -> dict[str, Any]:
    about = {"coordinates": {"type": "Point", "coordinates": list(coordinates)}}
    return {
        "type": "location",
        "location": {"type": "shared_coordinate", "shared_coordinate": about},
    }


def place(**about: Any) -> dict[str, Any]:
    shared = {"type": "shared_place", "shared_place": {"place": about}}
    return {"type": "location", "location": shared}


def test_a_photo_has_its_id_exactly_and_its_link() -> None:
    kind, content = attached(media())
    assert (kind, content) == ("image", {"media": {"id": "1860000000000000003", "url": URL}})


def test_of_a_film_the_finest_file_counts_and_no_playlist() -> None:
    low = {"content_type": "video/mp4", "bitrate": 256_000, "url": "https://v/low.mp4"}
    fine = {"content_type": "video/mp4", "bitrate": 832_000, "url": "https://v/fine.mp4"}
    playlist = {"content_type": "application/x-mpegURL", "url": "https://v/a.m3u8"}
    kind, content = attached(film(low, playlist, fine, {"content_type": "video/mp4"}))
    assert (kind, content["media"]["url"]) == ("video", "https://v/fine.mp4")
    assert content["media"]["mime_type"] == "video/mp4"


def test_what_moves_without_sound_is_a_film_that_says_so() -> None:
    one = {"content_type": "video/mp4", "bitrate": 0, "url": "https://v/a.mp4"}
    kind, content = attached(media("animated_gif", video_info={"variants": [one]}))
    assert (kind, content["media"]["animated"]) == ("video", True)


@pytest.mark.parametrize(
    "broken",
    [
        film(),
        film({"content_type": "video/mp4"}),
        media("photo", media_url_https=""),
        media(id=None),
        {"type": "media"},
        {"type": "location"},
        {"type": "location", "location": {}},
        point(),
        point(1),
        point("1", "2"),
        point(181, 1),
        point(1, 91),
        point(True, False),
        place(name="nowhere"),
        place(bounding_box={"coordinates": []}),
        place(bounding_box={"coordinates": [[]]}),
    ],
)
def test_a_broken_attachment_is_refused(broken: Any) -> None:
    with pytest.raises(Unfit):
        attached(broken)


def test_of_a_point_the_longitude_comes_first() -> None:
    kind, content = attached(point(-122.443893, 37.771718))
    assert (kind, content) == ("location", {"latitude": 37.771718, "longitude": -122.443893})


def test_a_place_has_a_name_and_stands_in_the_middle_of_its_box() -> None:
    box = {"coordinates": [[[-122.394, 37.795], [-122.392, 37.795], [-122.392, 37.797]]]}
    _, content = attached(place(name="Pier", full_name="Pier, SF", bounding_box=box))
    assert (content["name"], content["address"]) == ("Pier", "Pier, SF")
    assert content["latitude"] == pytest.approx(37.796)
    assert content["longitude"] == pytest.approx(-122.393)
    assert attached(place(centroid=[1, 2]))[1] == {"latitude": 2, "longitude": 1}


@pytest.mark.parametrize("kind", ["card", "", None])
def test_an_unknown_attachment_is_kept_whole_with_the_words(kind: Any) -> None:
    given = {"type": kind, "card": {"id": "7"}}
    found = read_one(payload(message({"text": "look", "attachment": given})))
    assert (found.type, found.text) == ("unsupported", "look")  # type: ignore[union-attr]
    assert found.content["raw"] == given  # type: ignore[union-attr]
