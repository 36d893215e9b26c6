"""Customers' files before the simulator: fetched once, with our credentials for Twilio alone."""

import json
from functools import partial

import pytest

from functions.sms import media
from shared import aws
from tests.functions.media_queue import hand_over, item_of
from tests.functions.sms.calls import ACCOUNT_SID
from tests.functions.sms.conftest import Twilio, say
from tests.simulator.exchange import Answer
from tests.simulator.sms_media import CDN, Media

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(1000)
fetch = partial(hand_over, "sms", media.lambda_handler)


def at_twilio(twilio: Twilio) -> Media:
    files: Media = twilio.simulator.platforms["sms"].media  # type: ignore[attr-defined]
    return files


def sent(twilio: Twilio, data: bytes = PHOTO, mime: str = "image/png", url: str = "") -> str:
    """A photo of the customer's; returns its message id."""
    place = f"{twilio.simulator.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM{'0' * 32}"
    medium = at_twilio(twilio).keep(mime, data)
    about = {"id": medium.sid, "mime_type": mime, "url": url or f"{place}/Media/{medium.sid}"}
    content = json.dumps({"media": about})
    return say(medium.sid, twilio.clock.now, type="image", content=content)


def test_a_photo_is_fetched_and_kept(twilio: Twilio) -> None:
    photo = sent(twilio)
    assert fetch(photo) == []
    stored = item_of(photo)
    assert (stored["media_status"], stored["media_type"]) == ("stored", "image/png")
    assert stored["media_size"] == len(PHOTO)
    kept = aws.client("s3").get_object(Bucket="quarantine", Key=stored["media_key"])
    assert kept["Body"].read() == PHOTO


def test_only_twilio_sees_our_credentials(twilio: Twilio) -> None:
    fetch(sent(twilio))
    seen = [
        (r["path"].startswith(CDN), "Authorization" in r["headers"])
        for r in twilio.simulator.sent("sms")
    ]
    assert seen == [(False, True), (True, False), (True, False)]


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "timeout", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(twilio: Twilio, fault: str) -> None:
    photo = sent(twilio)
    twilio.fails(fault, 1, calls="all")
    assert fetch(photo) == ["1"]
    assert "media_status" not in item_of(photo)
    assert fetch(photo, tries=2) == []
    assert item_of(photo)["media_status"] == "stored"


def test_a_file_that_is_not_there_yet_is_waited_for_and_then_gone(twilio: Twilio) -> None:
    photo = sent(twilio)
    at_twilio(twilio).forget()
    assert fetch(photo) == ["1"]
    assert "media_status" not in item_of(photo)
    twilio.clock.advance(minutes=16)
    assert fetch(photo, tries=6) == []
    assert item_of(photo)["media_status"] == "gone"


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/a.png", "http://127.0.0.1:1/a.png", "file:///etc/passwd", "nonsense"],
)
def test_a_file_elsewhere_is_not_asked_for(twilio: Twilio, url: str) -> None:
    photo = sent(twilio, url=url)
    assert fetch(photo) == []
    assert item_of(photo)["media_status"] == "refused"
    assert twilio.asked() == []


@pytest.mark.parametrize("onward", ["http://elsewhere.example/a", "ftp://elsewhere.example/a"])
def test_an_unsafe_way_is_not_taken(
    twilio: Twilio, monkeypatch: pytest.MonkeyPatch, onward: str
) -> None:
    sends_to(monkeypatch, onward)
    photo = sent(twilio)
    assert fetch(photo) == ["1"]
    assert len(twilio.asked()) == 1


def test_a_circle_is_left(twilio: Twilio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Media,
        "download",
        lambda self, request, groups: Answer(302, b"", {"Location": request.path}),
    )
    photo = sent(twilio)
    assert fetch(photo) == ["1"]
    assert len(twilio.asked()) == 4


def test_a_photo_that_is_none_is_refused(twilio: Twilio) -> None:
    photo = sent(twilio, b"<script>", "text/html")
    assert fetch(photo) == []
    assert item_of(photo)["media_status"] == "refused"


def sends_to(monkeypatch: pytest.MonkeyPatch, onward: str) -> None:
    monkeypatch.setattr(
        Media, "look_up", lambda self, request, groups: Answer(307, b"", {"Location": onward})
    )
