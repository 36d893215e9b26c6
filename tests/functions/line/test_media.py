"""Files of customers before the simulator: fetched from LINE's other host, kept or not."""

import hashlib
from typing import Any

import pytest

from functions.line import media
from tests.functions.line.conftest import PK, World, told_otherwise
from tests.functions.media_queue import Newest
from tests.simulator.line_files import File

PHOTO = b"\xff\xd8\xff\xe0not much of a picture"
LAST = Newest("line", media.lambda_handler, PK)
fetch, newest = LAST.fetch, LAST.item


def sent(line: World, kind: str = "image", mime_type: str = "image/jpeg", **more: Any) -> File:
    """What Ana sends; the file may be changed until it is fetched."""
    item = line.says(type=kind, media={"mime_type": mime_type}, **more)
    file = line.platform.files._kept[item["provider_id"]]
    file.data = PHOTO
    return file


def test_a_photo_is_fetched_and_its_type_is_what_line_says(line: World) -> None:
    sent(line)
    assert fetch()
    item = newest()
    assert (item["media_status"], item["media_type"]) == ("stored", "image/jpeg")
    assert item["media_sha256"] == hashlib.sha256(PHOTO).hexdigest()
    (request,) = line.simulator.sent("line")
    assert request["path"] == f"/v2/bot/message/{item['provider_id']}/content"
    assert request["headers"]["Authorization"] == "Bearer access-token-for-tests"


def test_a_video_that_is_still_being_prepared_is_waited_for(line: World) -> None:
    sent(line, "video", "video/mp4").preparing = 2
    assert not fetch()
    assert "media_status" not in newest()
    assert not fetch(tries=2)
    assert fetch(tries=3)
    assert newest()["media_status"] == "stored"


def test_a_file_has_the_size_that_was_announced_or_is_not_kept(line: World) -> None:
    sent(line, "file", "application/pdf", file={"fileName": "a.pdf", "fileSize": len(PHOTO)})
    assert fetch()
    assert newest()["media_status"] == "stored"
    line.clock.advance(seconds=1)
    sent(line, "file", "application/pdf", file={"fileName": "a.pdf", "fileSize": 1})
    assert not fetch()
    assert fetch(tries=3)
    assert newest()["media_status"] == "refused"


@pytest.mark.parametrize("forgotten", [True, False])
def test_what_line_has_no_more_is_gone(line: World, forgotten: bool) -> None:
    file = sent(line)
    if forgotten:
        line.platform.files.forget()
    else:
        file.taken_back = True
    assert fetch()
    assert newest()["media_status"] == "gone"


def test_a_photo_that_is_none_is_refused_before_it_is_read(line: World) -> None:
    sent(line, mime_type="text/html")
    assert fetch()
    assert newest()["media_status"] == "refused"


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(line: World, fault: str) -> None:
    sent(line)
    line.fails(fault, 1, calls="all")
    assert not fetch()
    assert fetch(tries=2)
    assert newest()["media_status"] == "stored"


def test_without_a_token_it_waits_for_an_admin(line: World) -> None:
    sent(line)
    told_otherwise(channel_access_token="")
    assert not fetch()
    assert line.asked() == []


def test_a_file_that_somebody_else_keeps_is_not_fetched(line: World) -> None:
    provider = {"type": "external", "originalContentUrl": "https://cdn.example/a.jpg"}
    line.says(type="image", image={"contentProvider": provider})
    assert fetch()
    assert (line.asked(), "media_status" in newest()) == ([], False)
