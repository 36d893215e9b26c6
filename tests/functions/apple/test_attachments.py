"""A customer's file: its kind, its name, and what opens it later."""

import pytest

from functions.apple.attachments import attachment as attachment_of
from tests.functions.apple.reading import attachment


@pytest.mark.parametrize(
    ("mime_type", "kind"),
    [
        ("image/heic", "image"),
        ("video/quicktime", "video"),
        ("audio/x-caf", "audio"),
        ("text/vcard", "file"),
        ("IMAGE/PNG; x=1", "image"),
        (None, "file"),
    ],
)
def test_a_file_is_of_the_kind_that_its_type_says(mime_type: str | None, kind: str) -> None:
    made, words, content = attachment_of(attachment(mimeType=mime_type))
    assert (made, words) == (kind, "")
    assert content["media"].get("mime_type") == mime_type


def test_what_opens_it_is_kept_apart_from_what_names_our_own_files() -> None:
    media = attachment_of(attachment())[2]["media"]
    assert media["id"] == attachment()["url"]
    assert media["sealed"]["key"] == "aa" * 32
    assert (media["size"], media["name"]) == (16, "IMG_0001.HEIC")
    assert "key" not in media
    assert "url" not in media
