"""Files of ours before the simulator: handed over, then shown by their ids."""

from base64 import b64decode
from typing import Any

import pytest

from shared import aws
from shared.accepting import Draft
from shared.settings import settings
from tests.functions.wechat.conftest import WeChat
from tests.shared.outbox import accepted, error_of, status_of

PHOTO = b"\xff\xd8\xff not much of a picture"


def kept(data: bytes = PHOTO) -> str:
    bucket = settings().quarantine_bucket
    aws.client("s3").put_object(Bucket=bucket, Key="media/upload-1", Body=data)
    return "media/upload-1"


def draft(kind: str = "image", text: str = "", **media: Any) -> Draft:
    about = {"key": "media/upload-1", "mime_type": "image/jpeg", "name": "照片.jpg", **media}
    return Draft(kind, text, {"media": about}, author_kind="agent", author_id="ana")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "theirs", "mime_type", "name"),
    [
        ("image", "image", "image/jpeg", "照片.jpg"),
        ("image", "image", "image/png", "no end"),
        ("audio", "voice", "audio/amr", "voice.AMR"),
        ("audio", "voice", "audio/mpeg; codecs=mp3", None),
        ("video", "video", "video/mp4", "film.mov"),
    ],
)
def test_a_file_is_handed_over_and_then_shown(
    wechat: WeChat, kind: str, theirs: str, mime_type: str, name: str | None
) -> None:
    kept()
    one = accepted("a", wechat.clock.now, draft=draft(kind, mime_type=mime_type, name=name))
    wechat.drain()
    assert status_of(one) == "sent", error_of(one)
    (shown,) = wechat.took()
    assert wechat.platform.files.named(shown["media_id"], theirs).data == PHOTO


def test_words_that_go_with_a_file_follow_it(wechat: WeChat) -> None:
    kept()
    accepted("a", wechat.clock.now, draft=draft(text="This is the new one"))
    wechat.drain()
    first, second = wechat.took()
    assert ("media_id" in first, second) == (True, {"content": "This is the new one"})


def test_a_file_that_is_gone_is_refused(wechat: WeChat) -> None:
    one = accepted("a", wechat.clock.now, draft=draft())
    wechat.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "no-file")
    assert wechat.asked("message/custom/send") == []


def test_a_token_that_ended_is_replaced_for_files_too(wechat: WeChat) -> None:
    kept()
    accepted("one", wechat.clock.now)
    wechat.drain()
    wechat.platform.tokens.end_all()
    accepted("a", wechat.clock.now, draft=draft())
    wechat.drain()
    assert len(wechat.took()) == 2


@pytest.mark.parametrize("fault", ["500", "timeout", "drop-after-accept"])
def test_trouble_with_the_file_is_tried_again(wechat: WeChat, fault: str) -> None:
    kept()
    accepted("one", wechat.clock.now)
    wechat.drain()
    two = accepted("a", wechat.clock.now, draft=draft())
    wechat.fails(fault, calls="all")
    wechat.drain()
    assert status_of(two) == "sent"
    assert len(wechat.took()) == 2


def test_a_film_with_a_title_goes_in_a_form(wechat: WeChat) -> None:
    kept()
    accepted("a", wechat.clock.now, draft=draft("video", mime_type="video/mp4", name="a.mp4"))
    wechat.drain()
    (request,) = [r for r in wechat.simulator.sent("wechat") if r["path"].endswith("upload")]
    assert 'name="media"; filename="a.mp4"' in b64decode(request["body"]).decode(errors="replace")
    assert request["query"].startswith("type=video&access_token=")
