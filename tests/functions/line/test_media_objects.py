"""Files of ours: links over https, or none."""

from typing import Any

import pytest

from functions.line.media_objects import media
from shared import aws
from shared.errors import MessageRejected
from shared.settings import settings

URL = "https://cdn.example/a"


def about(**media: Any) -> dict[str, Any]:
    return {"media": media}


def test_an_image_is_its_own_preview_unless_it_has_one() -> None:
    (body,) = media("image", "", about(url=URL))
    assert body == {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL}
    (body,) = media("video", "", about(url=URL, preview_url=f"{URL}.jpg"))
    assert body == {"type": "video", "originalContentUrl": URL, "previewImageUrl": f"{URL}.jpg"}


def test_a_caption_follows_as_a_text() -> None:
    _, text = media("image", "broken", about(url=URL))
    assert text == {"type": "text", "text": "broken"}


def test_a_recording_has_its_length() -> None:
    (body,) = media("audio", "", {**about(url=URL), "duration_ms": 4200})
    assert (body["originalContentUrl"], body["duration"]) == (URL, 4200)
    assert media("audio", "", about(url=URL))[0]["duration"] > 0


def test_any_other_file_is_a_text_with_its_link() -> None:
    (body,) = media("file", "Your invoice", about(url=URL, name="a.pdf"))
    assert body == {"type": "text", "text": f"Your invoice\na.pdf\n{URL}"}


def test_a_file_of_our_bucket_is_a_link_for_an_hour(cloud: Any) -> None:
    aws.client("s3").put_object(Bucket=settings().quarantine_bucket, Key="media/a", Body=b"x")
    (body,) = media("image", "", about(key="media/a", mime_type="image/png", name="a b.png"))
    link = body["originalContentUrl"]
    assert link.startswith("https://")
    assert "X-Amz-Expires=3600" in link or "Expires=" in link
    assert body["previewImageUrl"] == link


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({}, "no-file"),
        (about(), "no-file"),
        (about(id="1"), "no-file"),
        (about(url="http://cdn.example/a"), "no-https"),
        (about(url=URL, preview_url="http://cdn.example/a"), "no-https"),
    ],
)
def test_without_a_safe_link_there_is_nothing_to_send(content: dict[str, Any], code: str) -> None:
    with pytest.raises(MessageRejected) as caught:
        media("image", "", content)
    assert caught.value.code == code
