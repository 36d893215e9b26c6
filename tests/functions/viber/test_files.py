"""Files of ours: links that end like a file, or none."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from functions.viber.files import media
from shared import aws
from shared.channels import VIBER
from shared.errors import MessageRejected
from shared.media.files import adopt
from shared.settings import settings

URL = "https://cdn.example/a"


def about(**media: Any) -> dict[str, Any]:
    return {"media": media}


def test_an_image_is_a_picture_with_words_or_none() -> None:
    link = f"{URL}.jpg"
    whole = {"type": "picture", "text": "broken", "media": link}
    assert media("image", "broken", about(url=link)) == whole
    assert media("image", "", about(url=link))["text"] == ""


def test_a_video_has_its_size_and_its_length_in_seconds() -> None:
    content = {**about(url=f"{URL}.mp4", size=7), "duration_ms": 12_900}
    body = {"type": "video", "media": f"{URL}.mp4", "size": 7, "duration": 12}
    assert media("video", "", content) == body
    assert media("video", "", {**content, "duration_ms": 100})["duration"] == 1
    assert "duration" not in media("video", "", about(url=f"{URL}.mp4", size=7))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("invoice", "invoice.pdf"),
        (None, "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 252 + ".pdf"),
    ],
)
def test_a_file_has_a_name_that_opens(name: str | None, shown: str) -> None:
    assert media("file", "", about(url=f"{URL}.pdf", size=7, name=name))["file_name"] == shown


@pytest.mark.parametrize(
    ("kind", "words", "content", "code"),
    [
        ("image", "", {}, "no-file"),
        ("image", "", about(id="1"), "no-file"),
        ("image", "", about(url="http://cdn.example/a.jpg"), "no-https"),
        ("image", "", about(url=f"{URL}{'a' * 2000}.jpg"), "too-long"),
        ("image", "w" * 769, about(url=f"{URL}.jpg"), "too-long"),
        ("video", "words", about(url=f"{URL}.mp4", size=7), "no-caption"),
        ("file", "words", about(url=f"{URL}.pdf", size=7), "no-caption"),
        ("video", "", about(url=f"{URL}.mp4"), "no-size"),
        ("file", "", about(url=f"{URL}.pdf", size=0), "no-size"),
    ],
)
def test_what_viber_would_not_take_is_refused(
    kind: str, words: str, content: dict[str, Any], code: str
) -> None:
    with pytest.raises(MessageRejected) as caught:
        media(kind, words, content)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["image", "video", "file"])
def test_what_agents_upload_becomes_a_link_that_ends_as_its_type_does(
    cloud: Any, kind: str
) -> None:
    for number, content_type in enumerate(VIBER.files[kind].types):
        upload = f"{kind}{number}"
        aws.client("s3").put_object(
            Bucket=settings().quarantine_bucket,
            Key=f"uploads/{upload}",
            Body=b"x",
            ContentType=content_type,
        )
        key, found = adopt(upload)
        assert adopt(upload)[0] == key
        ours = about(key=key, mime_type=content_type, size=found.size, name="a b")
        link = urlsplit(media(kind, "", ours)["media"])
        assert link.path.endswith(key)
        assert "." in key.rpartition("/")[2]
        assert "Expires=" in link.query
