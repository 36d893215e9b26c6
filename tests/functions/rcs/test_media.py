"""Customers' files before the simulator: fetched once, by their link, from where nobody listens."""

import json
from functools import partial
from typing import Any

import pytest

from functions.rcs import media
from shared import aws
from tests.functions.media_queue import hand_over, item_of
from tests.functions.rcs.conftest import Google, say
from tests.simulator.exchange import Answer
from tests.simulator.rcs_files import Files

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(1000)
fetch = partial(hand_over, "rcs", media.lambda_handler)


def sent(google: Google, data: bytes = PHOTO, mime: str = "image/png", url: str = "") -> str:
    """A photo of the customer's; returns its message id."""
    link = url or google.simulator.url + google.rcs.files.keep(mime, data)
    about = {"id": "MxFile1", "mime_type": mime, "url": link}
    content = json.dumps({"media": about})
    return say("photo", google.clock.now, type="image", content=content)


def test_a_photo_is_fetched_and_kept(google: Google) -> None:
    photo = sent(google)
    assert fetch(photo) == []
    stored = item_of(photo)
    assert (stored["media_status"], stored["media_type"]) == ("stored", "image/png")
    kept = aws.client("s3").get_object(Bucket="quarantine", Key=stored["media_key"])
    assert kept["Body"].read() == PHOTO


def test_nobody_is_shown_a_token(google: Google) -> None:
    google.accepted("one")
    google.drain()
    fetch(sent(google))
    asked = google.asked("rcs-content")
    assert asked
    assert not any("Authorization" in request["headers"] for request in asked)


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(google: Google, fault: str) -> None:
    photo = sent(google)
    google.fails(fault, 1, calls="all")
    assert fetch(photo) == ["1"]
    assert "media_status" not in item_of(photo)
    assert fetch(photo, tries=2) == []
    assert item_of(photo)["media_status"] == "stored"


def test_a_link_whose_time_is_over_leads_nowhere(google: Google) -> None:
    photo = sent(google)
    google.rcs.files.forget()
    assert fetch(photo) == []
    assert item_of(photo)["media_status"] == "gone"


@pytest.mark.parametrize(
    "url", ["http://evil.example/a.png", "http://127.0.0.1:1/a", "file:///etc/passwd", "nonsense"]
)
def test_a_link_that_anybody_could_read_along_is_not_followed(google: Google, url: str) -> None:
    photo = sent(google, url=url)
    assert fetch(photo) == []
    assert item_of(photo)["media_status"] == "refused"
    assert google.asked() == []


@pytest.mark.parametrize("onward", ["http://elsewhere.example/a", "ftp://elsewhere.example/a"])
def test_nor_where_it_leads(google: Google, monkeypatch: pytest.MonkeyPatch, onward: str) -> None:
    sends_to(monkeypatch, lambda path: onward)
    photo = sent(google)
    assert fetch(photo) == []
    assert item_of(photo)["media_status"] == "refused"
    assert len(google.asked()) == 1


def test_a_circle_is_left(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    sends_to(monkeypatch, lambda path: path)
    assert fetch(sent(google)) == ["1"]
    assert len(google.asked()) == 4


def test_a_photo_that_is_none_is_refused(google: Google) -> None:
    photo = sent(google, b"<script>", "text/html")
    assert fetch(photo) == []
    assert item_of(photo)["media_status"] == "refused"


def sends_to(monkeypatch: pytest.MonkeyPatch, onward: Any) -> None:
    monkeypatch.setattr(
        Files,
        "download",
        lambda self, request, groups: Answer(302, b"", {"Location": onward(request.path)}),
    )
