"""Files of customers before the simulator: fetched with the account's signature, kept or not."""

import hashlib
import json
from base64 import b64encode

import pytest

from functions.x import media
from shared import table
from shared.table import Item
from tests.functions.media_queue import Newest
from tests.functions.x.conftest import PK, SECRETS, World, told_otherwise

PHOTO = b"\xff\xd8\xff\xe0not much of a picture"
LAST = Newest("x", media.lambda_handler, PK)
fetch, newest = LAST.fetch, LAST.item


def sent(x: World, mime_type: str = "image/jpeg") -> Item:
    """What Ana sends."""
    about = {"mime_type": mime_type, "data": b64encode(PHOTO).decode()}
    return x.says("look", media=about)


@pytest.mark.parametrize(("mime_type", "kind"), [("image/jpeg", "image"), ("video/mp4", "video")])
def test_a_file_is_fetched_signed_and_its_type_is_what_x_says(
    x: World, mime_type: str, kind: str
) -> None:
    item = sent(x, mime_type)
    assert (item["type"], item["text"]) == (kind, "look")
    assert fetch()
    item = newest()
    assert (item["media_status"], item["media_type"]) == ("stored", mime_type)
    assert item["media_sha256"] == hashlib.sha256(PHOTO).hexdigest()
    (request,) = x.simulator.sent("x")
    assert request["path"].startswith(f"/1.1/ton/data/dm/{item['provider_id']}/")
    assert request["headers"]["Authorization"].startswith("OAuth ")


def test_what_x_has_no_more_is_gone(x: World) -> None:
    sent(x)
    x.platform.media.forget()
    assert fetch()
    assert newest()["media_status"] == "gone"


def test_a_photo_that_is_none_is_refused_before_it_is_read(x: World) -> None:
    sent(x)
    for medium in x.platform.media.kept.values():
        medium.mime_type = "text/html"
    assert fetch()
    assert newest()["media_status"] == "refused"


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(x: World, fault: str) -> None:
    sent(x)
    x.fails(fault, 1, calls="all")
    assert not fetch()
    assert fetch(tries=2)
    assert newest()["media_status"] == "stored"


def test_without_a_token_it_waits_for_an_admin(x: World) -> None:
    sent(x)
    told_otherwise(access_token="")
    assert not fetch()
    assert x.asked() == []
    told_otherwise(**{name: SECRETS[name] for name in ("access_token",)})
    assert fetch(tries=2)


def test_no_signature_is_given_to_strangers(x: World) -> None:
    sent(x)
    url = "https://ton.twitter.com.example/1.1/ton/data/dm/1/2/x.jpg"
    told = json.dumps({"media": {"id": "1", "url": url}})
    table.put({**newest(), "content": told})
    assert fetch()
    assert (newest()["media_status"], x.asked()) == ("refused", [])
