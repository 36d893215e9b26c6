"""Files of customers before the simulator: fetched once, kept or not; the message stays."""

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from functions.whatsapp import media
from shared import aws, credentials, table
from shared.channels import WHATSAPP
from shared.media import fetching
from shared.settings import settings
from tests import faults, log
from tests.conftest import WHATSAPP_SECRET
from tests.functions.media_queue import Named, kept
from tests.functions.whatsapp.conftest import WhatsApp
from tests.simulator.exchange import Answer
from tests.simulator.whatsapp_media import Media

PHOTO = b"\x89PNG\r\n\x1a\nnot much of a picture"
DAY_H = 24


def at_the_platform(whatsapp: WhatsApp) -> Media:
    files: Media = whatsapp.simulator.platforms["whatsapp"].media  # type: ignore[attr-defined]
    return files


def sent(whatsapp: WhatsApp, data: bytes = PHOTO, mime: str = "image/png", **more: Any) -> Named:
    medium = at_the_platform(whatsapp).keep(mime, data)
    about = {
        "id": medium.id,
        "mime_type": mime,
        "sha256": b64encode(hashlib.sha256(data).digest()).decode(),
        **more.pop("media", {}),
    }
    said = {"type": "image", "text": "broken", "content": json.dumps({"media": about}), **more}
    return Named("whatsapp", media.lambda_handler, log.say("photo", whatsapp.clock.now, **said))


def test_a_photo_is_fetched_checked_kept_and_written_on_its_message(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    assert photo.fetch() == []
    assert kept() == {f"media/{photo.message}": PHOTO}
    assert {name: value for name, value in photo.item.items() if name.startswith("media_")} == {
        "media_key": f"media/{photo.message}",
        "media_type": "image/png",
        "media_size": len(PHOTO),
        "media_sha256": hashlib.sha256(PHOTO).hexdigest(),
        "media_status": "stored",
    }
    assert photo.item["text"] == "broken"


def test_both_requests_carry_the_token_and_the_first_our_number(whatsapp: WhatsApp) -> None:
    sent(whatsapp).fetch()
    looked_up, downloaded = whatsapp.simulator.sent("whatsapp")
    assert looked_up["query"] == "phone_number_id=106540352242922"
    for request in (looked_up, downloaded):
        assert request["headers"]["Authorization"] == "Bearer access-token-for-tests"


def test_a_wake_up_that_comes_twice_asks_once(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    assert (photo.fetch(), photo.fetch()) == ([], [])
    assert len(whatsapp.asked_paths()) == 2


def test_a_crash_before_the_record_is_made_good(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    with faults.injected(faults.throttled("UpdateItem", times=99)):
        assert photo.fetch() == ["1"]
    assert (photo.status, len(kept())) == (None, 1)
    assert photo.fetch() == []
    assert photo.status == "stored"


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "timeout", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(whatsapp: WhatsApp, fault: str) -> None:
    photo = sent(whatsapp)
    whatsapp.fails(fault, 1, calls="all")
    assert photo.fetch() == ["1"]
    assert (photo.status, kept()) == (None, {})
    assert photo.fetch(tries=2) == []
    assert photo.status == "stored"


def test_without_a_token_it_waits_for_an_admin(
    whatsapp: WhatsApp, caplog: pytest.LogCaptureFixture
) -> None:
    photo = sent(whatsapp)
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main",
        SecretString=json.dumps({**WHATSAPP_SECRET, "access_token": ""}),
    )
    credentials.forget()
    assert photo.fetch() == ["1"]
    assert [vars(record).get("CredentialsRejected") for record in caplog.records] == [1]
    assert photo.status is None


def test_a_file_that_the_platform_forgot_is_gone_and_the_message_stays(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    at_the_platform(whatsapp).forget()
    assert photo.fetch() == []
    assert (photo.status, photo.item["text"], kept()) == ("gone", "broken", {})


def test_what_cannot_be_had_for_as_long_as_it_is_kept_is_gone(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    whatsapp.clock.advance(hours=7 * DAY_H)
    whatsapp.fails("500", 1, calls="all")
    assert photo.fetch(tries=90) == []
    assert photo.status == "gone"


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_not_kept(
    whatsapp: WhatsApp, monkeypatch: pytest.MonkeyPatch, announced: bool
) -> None:
    small = replace(WHATSAPP, longest_received=len(PHOTO) - 1)
    photo = sent(whatsapp)
    if not announced:
        _answering(whatsapp, monkeypatch, file_size=None)
    event = {"messageId": "1", "body": json.dumps({"message": photo.message}), "attributes": {}}
    assert fetching.fetch({"Records": [event]}, small, media.locate) == {"batchItemFailures": []}
    assert (photo.status, kept()) == ("too-large", {})


def test_a_photo_that_is_none_is_refused(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp, b"<script>", "text/html")
    assert photo.fetch() == []
    assert (photo.status, kept()) == ("refused", {})


def test_a_document_may_be_of_any_type(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp, b"PK", "application/zip", type="file")
    assert photo.fetch() == []
    assert (photo.status, photo.item["media_type"]) == ("stored", "application/zip")


def test_a_damaged_file_is_asked_for_again_and_then_refused(whatsapp: WhatsApp) -> None:
    other = b64encode(hashlib.sha256(b"another").digest()).decode()
    photo = sent(whatsapp, media={"sha256": other})
    assert photo.fetch(tries=1) == ["1"]
    assert "media_status" not in photo.item
    assert photo.fetch(tries=3) == []
    assert (photo.status, kept()) == ("refused", {})


def test_what_was_taken_back_is_neither_fetched_nor_kept(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    photo.fetch()
    table.update(photo.item["pk"], photo.item["sk"], "SET #revoked_at = :at", {":at": 1})
    assert (photo.fetch(), kept()) == ([], {})
    later = sent(whatsapp, revoked_at=1)
    assert (later.fetch(), later.status, kept()) == ([], "stored", {})


def test_with_a_scanner_it_waits_for_its_word(
    whatsapp: WhatsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIA_SCAN", "on")
    settings.cache_clear()
    photo = sent(whatsapp)
    photo.fetch()
    assert (photo.status, len(kept())) == ("quarantined", 1)


@pytest.mark.parametrize("link", ["http://elsewhere.example/a", None, 7])
def test_the_token_goes_nowhere_in_the_clear(
    whatsapp: WhatsApp, monkeypatch: pytest.MonkeyPatch, link: object
) -> None:
    photo = sent(whatsapp)
    _answering(whatsapp, monkeypatch, url=link)
    assert photo.fetch() == ["1"]
    assert len(whatsapp.asked_paths()) == 1


def test_nothing_is_asked_for_a_message_that_is_not_there_or_has_no_file(
    whatsapp: WhatsApp,
) -> None:
    nobody = Named("whatsapp", media.lambda_handler, f"{log.CONVERSATION}.1.nobody")
    failed = sent(whatsapp, content=json.dumps({"errors": [{"code": 131052}]}))
    assert (nobody.fetch(), failed.fetch(), whatsapp.asked_paths()) == ([], [], [])


@pytest.mark.parametrize("text", ["", None, "no hash", "ab" * 31, "=" * 44])
def test_a_hash_that_is_none_counts_for_nothing(text: str | None) -> None:
    assert media.digest_of(text) is None


def _answering(whatsapp: WhatsApp, monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """Let the look-up answer otherwise."""
    asked = Media.look_up

    def look_up(self: Media, request: Any, groups: Any) -> Answer:
        answer = asked(self, request, groups)
        body = json.dumps({**json.loads(answer.body), **changed}).encode()
        return Answer(answer.status, body, answer.headers)

    monkeypatch.setattr(Media, "look_up", look_up)


def test_the_file_of_a_message_too_large_for_its_item_is_fetched(whatsapp: WhatsApp) -> None:
    photo = sent(whatsapp)
    item = photo.item
    key = f"large/{photo.message}"
    aws.client("s3").put_object(
        Bucket=settings().quarantine_bucket, Key=key, Body=item["content"].encode()
    )
    table.put({**item, "content": None, "content_at": key})
    assert photo.fetch() == []
    assert (photo.status, list(kept().values())) == ("stored", [PHOTO])
