"""Files of customers before the simulator: fetched once, kept or not; the message stays."""

import json
from typing import Any

import pytest

from functions.telegram import media
from tests.functions.logged import logged
from tests.functions.media_queue import Named, kept
from tests.functions.telegram.conftest import TOKEN, Telegram, said
from tests.simulator.telegram_answers import bad_request
from tests.simulator.telegram_files import LARGEST, Files

PHOTO = b"\xff\xd8\xff not much of a picture"


def sent(telegram: Telegram, size: int | None = None, **about: Any) -> Named:
    file = telegram.platform.files.keep(PHOTO, size=size)
    kind = about.pop("type", "image")
    told = {"id": file.id, "mime_type": "image/jpeg", **about}
    told = {name: value for name, value in told.items() if value is not None}
    content = json.dumps({"media": told})
    message = said("photo", telegram.clock.now, type=kind, text="broken", content=content)
    return Named("telegram", media.lambda_handler, message)


def paths(telegram: Telegram) -> list[str]:
    return [str(request["path"]) for request in telegram.simulator.sent("telegram")]


def test_a_photo_is_fetched_kept_and_written_on_its_message(telegram: Telegram) -> None:
    photo = sent(telegram)
    assert photo.fetch() == []
    assert kept() == {f"media/{photo.message}": PHOTO}
    item = photo.item
    assert (item["media_status"], item["media_type"]) == ("stored", "image/jpeg")
    assert (item["media_size"], item["text"]) == (len(PHOTO), "broken")


def test_it_is_looked_up_by_its_id_and_downloaded_by_its_path(telegram: Telegram) -> None:
    photo = sent(telegram)
    photo.fetch()
    about = json.loads(photo.item["content"])["media"]
    looked_up, downloaded = telegram.simulator.sent("telegram")
    assert looked_up["path"] == f"/bot{TOKEN}/getFile"
    assert looked_up["query"] == f"file_id={about['id']}"
    assert downloaded["path"] == f"/file/bot{TOKEN}/photos/file_0.jpg"


def test_a_wake_up_that_comes_twice_asks_once(telegram: Telegram) -> None:
    photo = sent(telegram)
    assert (photo.fetch(), photo.fetch()) == ([], [])
    assert len(paths(telegram)) == 2


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "timeout", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(
    telegram: Telegram, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    photo = sent(telegram)
    telegram.fails(fault, 1, calls="all")
    assert photo.fetch() == ["1"]
    assert (photo.status, kept()) == (None, {})
    assert photo.fetch(tries=2) == []
    assert photo.status == "stored"
    assert "file not fetched" in logged(caplog)
    assert TOKEN not in logged(caplog)


def test_a_file_that_bots_are_not_given_is_too_large(telegram: Telegram) -> None:
    photo = sent(telegram, size=LARGEST + 1)
    assert photo.fetch() == []
    assert (photo.status, photo.item["text"], kept()) == ("too-large", "broken", {})


def test_a_file_that_the_platform_forgot_is_gone_and_the_message_stays(telegram: Telegram) -> None:
    photo = sent(telegram)
    telegram.platform.files.forget()
    assert photo.fetch() == []
    assert (photo.status, photo.item["text"], kept()) == ("gone", "broken", {})


def test_what_is_away_for_a_while_is_waited_for(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: Files, file_id: Any) -> dict[str, Any]:
        raise bad_request("wrong file_id or the file is temporarily unavailable")

    photo = sent(telegram)
    monkeypatch.setattr(Files, "look_up", away)
    assert photo.fetch() == ["1"]
    assert photo.status is None


def test_a_path_that_died_is_asked_for_anew(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = sent(telegram)
    _answering(monkeypatch, file_path="photos/file_99.jpg")
    assert photo.fetch() == ["1"]
    monkeypatch.undo()


@pytest.mark.parametrize("path", [None, 7, "", "../getMe", "/etc/passwd", "https://a.example/x"])
def test_the_token_goes_nowhere_else(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, path: object
) -> None:
    photo = sent(telegram)
    _answering(monkeypatch, file_path=path)
    assert photo.fetch() == ["1"]
    assert len(paths(telegram)) == 1


@pytest.mark.parametrize("kind", ["file", "audio", "video", "sticker"])
def test_a_file_of_no_known_type_is_kept_all_the_same(telegram: Telegram, kind: str) -> None:
    photo = sent(telegram, type=kind, mime_type=None)
    assert photo.fetch() == []
    assert photo.status == "stored"
    assert photo.item["media_type"] == "application/octet-stream", "what the download says"


def _answering(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """Let the look-up answer otherwise."""
    asked = Files.look_up

    def look_up(self: Files, file_id: Any) -> dict[str, Any]:
        return {**asked(self, file_id), **changed}

    monkeypatch.setattr(Files, "look_up", look_up)
