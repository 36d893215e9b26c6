"""Files of customers before the simulated system: fetched from their links, kept or not."""

import hashlib
from typing import Any

import pytest

from functions.custom import media
from shared.errors import FileRefused
from tests.functions.custom.conftest import PK, SECRETS, World, told_otherwise
from tests.functions.media_queue import Newest
from tests.simulator.custom_files import File

PHOTO = b"\xff\xd8\xff\xe0not much of a picture"
SHA256 = hashlib.sha256(PHOTO).hexdigest()
LAST = Newest("custom", media.lambda_handler, PK)
fetch, newest = LAST.fetch, LAST.item


def sent(custom: World, kind: str = "image", **told: Any) -> File:
    """What Ana sends; the file may be changed until it is fetched."""
    custom.says("", type=kind, media=told)
    *_, file = custom.platform.files.kept.values()
    file.data = PHOTO
    return file


@pytest.mark.parametrize("told", [{}, {"size": len(PHOTO), "sha256": SHA256}])
def test_a_photo_is_fetched_with_the_accounts_authorization(
    custom: World, told: dict[str, Any]
) -> None:
    sent(custom, **told)
    assert fetch()
    item = newest()
    assert (item["media_status"], item["media_type"]) == ("stored", "image/jpeg")
    assert item["media_sha256"] == SHA256
    assert custom.headers("Authorization") == [SECRETS["media_authorization"]]


@pytest.mark.parametrize("told", [{"size": 7}, {"sha256": "0" * 64}])
def test_what_is_not_the_file_that_was_announced_is_not_kept(
    custom: World, told: dict[str, Any]
) -> None:
    sent(custom, **told)
    assert not fetch()
    assert fetch(tries=3)
    assert newest()["media_status"] == "refused"


def test_what_is_not_there_any_more_is_gone(custom: World) -> None:
    sent(custom)
    custom.platform.files.forget()
    assert fetch()
    assert newest()["media_status"] == "gone"


def test_a_photo_that_is_none_is_refused_before_it_is_read(custom: World) -> None:
    sent(custom, mime_type="text/html")
    assert fetch()
    assert newest()["media_status"] == "refused"


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "drop-after-accept"])
def test_trouble_is_waited_for(custom: World, fault: str) -> None:
    sent(custom)
    custom.fails(fault, 1, calls="all")
    assert not fetch()
    assert fetch(tries=2)
    assert newest()["media_status"] == "stored"


def test_a_wrong_authorization_waits_for_an_admin(custom: World) -> None:
    sent(custom)
    told_otherwise(media_authorization="Bearer another")
    assert not fetch()
    assert "media_status" not in newest()


def test_no_other_host_hears_the_authorization(custom: World) -> None:
    link = {"url": "https://cdn.example/a.jpg"}
    source = media.locate({}, link, SECRETS)
    assert (source.url, source.headers) == ("https://cdn.example/a.jpg", {})
    own = media.locate({}, {"url": "https://partner.example/files/1"}, SECRETS)
    assert own.headers == {"Authorization": SECRETS["media_authorization"]}
    bare = {name: value for name, value in SECRETS.items() if name != "media_authorization"}
    assert media.locate({}, {"url": "https://partner.example/files/1"}, bare).headers == {}


@pytest.mark.parametrize("told", [{}, {"url": "http://a.example/"}, {"url": "https://[a/"}])
def test_a_link_that_is_not_safe_is_not_followed(told: dict[str, Any]) -> None:
    with pytest.raises(FileRefused):
        media.locate({}, told, SECRETS)
