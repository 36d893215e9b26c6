"""Files of customers before the simulator: fetched while their links live."""

import hashlib
import json
from typing import Any

import pytest

from functions.viber import media
from tests.functions.media_queue import Newest
from tests.functions.viber.conftest import PK, World
from tests.simulator.viber_media import FOLDER, File

PHOTO = b"\xff\xd8\xff\xe0not much of a picture"
LAST = Newest("viber", media.lambda_handler, PK)
fetch, newest = LAST.fetch, LAST.item


def sent(viber: World, kind: str = "image", mime_type: str = "image/jpeg", **more: Any) -> File:
    """What Ana sends; the file may be changed until it is fetched."""
    item = viber.says("", type=kind, media={"mime_type": mime_type}, **more)
    url = json.loads(item["content"])["media"]["url"]
    file = viber.platform.media.kept[url.rpartition("/")[2]]
    file.data = PHOTO
    return file


@pytest.mark.parametrize(
    ("kind", "mime_type"),
    [("image", "image/jpeg"), ("video", "video/mp4"), ("file", "application/pdf")],
)
def test_a_file_is_fetched_and_its_type_is_what_its_host_says(
    viber: World, kind: str, mime_type: str
) -> None:
    sent(viber, kind, mime_type)
    assert fetch()
    item = newest()
    assert (item["media_status"], item["media_type"]) == ("stored", mime_type)
    assert item["media_sha256"] == hashlib.sha256(PHOTO).hexdigest()


def test_our_token_is_shown_to_nobody(viber: World) -> None:
    sent(viber)
    fetch()
    (request,) = viber.simulator.sent("viber")
    assert request["path"].startswith(FOLDER)
    assert not {name.lower() for name in request["headers"]} & {
        "x-viber-auth-token",
        "authorization",
    }


def test_a_sticker_has_a_picture(viber: World) -> None:
    path = viber.platform.media.keep({"mime_type": "image/png"}, "png")
    told = {"sticker_id": 46105, "media": viber.simulator.url + path}
    viber.says("", type="sticker", message=told)
    assert fetch()
    assert (newest()["media_status"], newest()["media_type"]) == ("stored", "image/png")


def test_a_link_that_is_over_is_gone_at_once(viber: World) -> None:
    sent(viber).over = True
    assert fetch()
    assert newest()["media_status"] == "gone"
    viber.platform.media.forget()
    viber.says("", type="image")
    viber.platform.media.forget()
    assert fetch()
    assert newest()["media_status"] == "gone"


@pytest.mark.parametrize("fault", ["500", "timeout", "drop-after-accept"])
def test_trouble_on_the_way_is_waited_for(viber: World, fault: str) -> None:
    sent(viber, mime_type="image/png")
    viber.fails(fault, 1, calls="all")
    assert not fetch()
    assert "media_status" not in newest()
    assert fetch(tries=2)
    assert newest()["media_status"] == "stored"


def test_after_a_day_nobody_asks_any_more(viber: World) -> None:
    sent(viber)
    viber.clock.advance(minutes=24 * 60 + 1)
    viber.fails("500", 1, calls="all")
    assert fetch()
    assert newest()["media_status"] == "gone"


@pytest.mark.parametrize(
    "url",
    ["http://dl-media.viber.com/a.jpg", "http://127.0.0.1:9001/a", "file:///etc/passwd", "x"],
)
def test_a_file_that_could_be_listened_to_is_not_asked_for(viber: World, url: str) -> None:
    viber.says("", type="image", message={"media": url})
    assert fetch()
    assert newest()["media_status"] == "refused"
    assert viber.simulator.sent("viber") == []


def test_a_page_is_no_picture(viber: World) -> None:
    sent(viber, mime_type="text/html")
    assert fetch()
    assert newest()["media_status"] == "refused"
