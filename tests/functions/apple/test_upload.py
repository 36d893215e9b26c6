"""Files of ours: encrypted under a key of their own, handed over, and shown by a message."""

import json
from base64 import b64decode
from typing import Any

import pytest

from shared import aws
from shared.accepting import Draft
from tests.functions.apple.conftest import World
from tests.shared.outbox import error_of, status_of
from tests.simulator.apple_answers import answered

PHOTO = b"\x89PNG" + bytes(range(256)) * 2000


def photo(words: str = "look", key: str = "media/photo", **more: Any) -> Draft:
    about = {"key": key, "mime_type": "image/png", "name": "new.png", "size": len(PHOTO), **more}
    return Draft("image", words, {"media": about}, author_kind="agent", author_id="ana")


@pytest.fixture(autouse=True)
def in_the_bucket(apple: World) -> None:
    aws.client("s3").put_object(Bucket="quarantine", Key="media/photo", Body=PHOTO)


def test_the_customer_gets_the_very_file(apple: World) -> None:
    apple.says()
    one = apple.accepted("look", photo())
    apple.drain()
    assert status_of(one) == "sent"
    assert apple.asked() == ["preUpload", "mmcs", "message"]
    (taken,) = apple.simulator.messages("apple")
    assert [b64decode(file) for file in taken.content["files"]] == [PHOTO]
    (shown,) = taken.content["attachments"]
    assert (shown["name"], shown["mimeType"], shown["size"]) == (
        "new.png",
        "image/png",
        str(len(PHOTO)),
    )
    assert taken.content["body"] == "\ufffc\nlook"


def test_what_lies_there_is_not_the_file(apple: World) -> None:
    apple.says()
    apple.accepted("look", photo())
    apple.drain()
    (kept,) = apple.platform.files.kept.values()
    assert PHOTO[:64] not in kept
    assert len(kept) == len(PHOTO)


def test_each_file_has_a_key_of_its_own(apple: World) -> None:
    """With one key for two files, and a counter that begins at zero, both could be read."""
    apple.says()
    for words in ("one", "two"):
        apple.accepted(words, photo(words))
    apple.drain()
    keys = {m.content["attachments"][0]["key"] for m in apple.simulator.messages("apple")}
    assert len(keys) == 2
    one, two = apple.platform.files.kept.values()
    assert one != two


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_trouble_on_the_way_is_tried_through(apple: World, fault: str) -> None:
    apple.says()
    one = apple.accepted("look", photo())
    apple.fails(fault, 2, calls="all")
    apple.drain()
    assert status_of(one) == "sent"
    assert len(apple.simulator.messages("apple")) == 1


def test_a_file_that_is_not_there_stops_nobody(apple: World) -> None:
    apple.says()
    ids = [apple.accepted("look", photo(key="media/none")), apple.accepted("ok")]
    apple.drain()
    assert [status_of(one) for one in ids] == ["failed", "sent"]
    assert error_of(ids[0])["code"] == "no-file"


@pytest.mark.parametrize("answer", [{}, {"upload-url": "http://example.com/"}])
def test_a_place_that_is_not_safe_is_not_used(
    apple: World, answer: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apple.platform.files, "announce", lambda *_: answered(answer))
    apple.says()
    one = apple.accepted("look", photo())
    apple.drain()
    assert status_of(one) == "held"
    assert set(apple.asked()) == {"preUpload"}


def test_an_upload_is_proven_by_what_it_answers(apple: World) -> None:
    apple.says()
    apple.accepted("look", photo())
    apple.drain()
    uploads = [r for r in apple.simulator.sent("apple") if "/mmcs/" in r["path"]]
    told = json.loads(b64decode(uploads[0]["answer"]))
    (shown,) = apple.bodies()[0]["attachments"]
    assert shown["signature-base64"] == told["singleFile"]["fileChecksum"]
    assert "Authorization" not in uploads[0]["headers"]
