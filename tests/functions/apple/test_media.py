"""Files of customers before the simulator: fetched, opened and kept, or not."""

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from functions.apple import media
from shared import table
from shared.channels import APPLE
from shared.table import Item
from tests.functions.apple.conftest import PK, World, told_otherwise
from tests.functions.media_queue import Newest
from tests.shared import contents_of
from tests.simulator.exchange import Answer

PHOTO = b"\xff\xd8\xff\xe0not much of a picture"
SELECTION = {"title": "Blue", "listPicker": {"sections": [{"items": [{"identifier": "b"}]}]}}
LAST = Newest("apple", media.lambda_handler, PK)
fetch, newest = LAST.fetch, LAST.item


def sent(apple: World, mime_type: str = "image/jpeg", data: bytes = PHOTO) -> Item:
    file = {"mime_type": mime_type, "data": b64encode(data).decode()}
    return apple.says("look", type="image", media=file)


def kept(cloud: Any) -> bytes:
    (data,) = contents_of.bucket(cloud).values()
    return bytes(data)


def test_a_photo_is_fetched_and_opened(apple: World, cloud: Any) -> None:
    sent(apple)
    assert fetch()
    item = newest()
    assert (item["media_status"], item["media_type"]) == ("stored", "image/jpeg")
    assert item["media_sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert item["media_size"] == len(PHOTO)
    assert kept(cloud) == PHOTO
    assert apple.asked() == ["preDownload", "mmcs"]


def test_the_token_is_not_shown_to_where_the_file_lies(apple: World) -> None:
    sent(apple)
    fetch()
    asked, got = apple.simulator.sent("apple")
    assert "Authorization" in asked["headers"]
    assert "Authorization" not in got["headers"]


def test_a_file_of_another_size_than_announced_is_not_kept(
    apple: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(apple)
    monkeypatch.setattr(apple.platform.files, "give", lambda *_: Answer(200, b"short"))
    assert not fetch()
    assert fetch(tries=3)
    assert newest()["media_status"] == "refused"


def test_what_apple_has_no_more_is_gone(apple: World) -> None:
    sent(apple)
    apple.platform.files.kept.clear()
    assert fetch()
    assert newest()["media_status"] == "gone"


def test_a_link_that_died_is_asked_for_anew(apple: World) -> None:
    sent(apple)
    apple.platform.files.links_die = True
    assert not fetch()
    apple.platform.files.links_die = False
    assert fetch(tries=2)
    assert newest()["media_status"] == "stored"


def test_a_link_that_never_lives_ends_as_gone(apple: World) -> None:
    sent(apple)
    apple.platform.files.links_die = True
    apple.clock.advance(minutes=7 * 24 * 60)
    assert fetch(tries=90)
    assert newest()["media_status"] == "gone"


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(apple: World, fault: str) -> None:
    sent(apple)
    apple.fails(fault, 1, calls="all")
    assert not fetch()
    assert fetch(tries=2)
    assert newest()["media_status"] == "stored"


def test_without_a_secret_it_waits_for_an_admin(apple: World) -> None:
    sent(apple)
    told_otherwise(api_secret="")
    assert not fetch()
    assert apple.asked() == []


def test_a_link_over_an_open_line_is_not_followed(apple: World) -> None:
    sent(apple)
    apple.platform.files._link = lambda name: f"http://example.com/{name}"  # type: ignore[method-assign]
    assert not fetch()
    assert apple.asked() == ["preDownload"]


def test_a_selection_had_at_once_is_opened_and_read(apple: World, cloud: Any) -> None:
    apple.says(selection=SELECTION)
    apple.platform.files.links_die = True
    assert fetch()
    assert json.loads(kept(cloud))["interactiveData"]["data"] == SELECTION
    assert newest()["media_type"] == "application/json"
    assert apple.asked() == ["preDownload", "mmcs", "decodePayload"]


def test_a_selection_that_came_too_late_is_fetched_now(apple: World, cloud: Any) -> None:
    apple.platform.files.links_die = True
    apple.says(selection=SELECTION)
    apple.platform.files.links_die = False
    assert fetch()
    assert json.loads(kept(cloud))["interactiveData"]["data"] == SELECTION


@pytest.mark.parametrize("fault", ["500", "timeout", "drop-after-accept"])
def test_reading_a_selection_is_tried_again(apple: World, fault: str) -> None:
    apple.says(selection=SELECTION)
    apple.fails(fault, 1, calls="all")
    assert not fetch()
    assert fetch(tries=2)


def test_a_selection_that_apple_cannot_read_is_given_up(apple: World) -> None:
    apple.platform.files.encoded = lambda selection: b"nothing"  # type: ignore[method-assign]
    apple.says(selection=SELECTION)
    assert not fetch()
    assert fetch(tries=3)
    assert newest()["media_status"] == "refused"


@pytest.mark.parametrize("answer", [b"", b"<html></html>", b'{"a":', b"[1]", b"}{"])
def test_what_is_no_object_of_json_is_no_selection(
    apple: World, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apple.platform.files, "decode", lambda *_: Answer(200, answer))
    apple.says(selection=SELECTION)
    assert not fetch()
    assert fetch(tries=3)
    assert newest()["media_status"] == "refused"


def test_the_end_of_a_selection_longer_than_it_was_sealed_is_kept(
    apple: World, cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = b' {"a":"' + b"x" * 700_000 + b'"}\n'
    monkeypatch.setattr(apple.platform.files, "decode", lambda *_: Answer(200, told))
    apple.says(selection=SELECTION)
    assert fetch()
    assert kept(cloud) == told


@pytest.mark.parametrize(("longest", "last"), [(20, "mmcs"), (2_000, "decodePayload")])
def test_a_selection_over_the_limit_is_left_there_and_its_message_says_so(
    apple: World, cloud: Any, monkeypatch: pytest.MonkeyPatch, longest: int, last: str
) -> None:
    monkeypatch.setattr(media, "APPLE", replace(APPLE, longest_received=longest))
    apple.platform.files.links_die = True
    apple.says(selection={"a": "x" * 5_000})
    apple.platform.files.links_die = False
    table.update(newest()["pk"], newest()["sk"], "SET #content = :c", {":c": without_size()})
    assert fetch()
    assert newest()["media_status"] == "too-large"
    assert apple.asked()[-1] == last
    assert contents_of.bucket(cloud) == {}


def without_size() -> str:
    """As where Apple does not announce one: then only reading it shows how much it is."""
    content = json.loads(newest()["content"])
    del content["media"]["size"]
    return json.dumps(content)
