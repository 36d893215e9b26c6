"""Files of followers before the simulator: fetched once, kept or not; the message stays."""

import json
from typing import Any

import pytest

from functions.wechat import media, tokens
from tests.functions.logged import logged
from tests.functions.media_queue import Named, kept
from tests.functions.wechat.conftest import WeChat, said
from tests.functions.wechat.signing import PLAIN
from tests.simulator.wechat_answers import told
from tests.simulator.wechat_files import Files

DATA = b"\xff\xd8\xff not much of a picture"
THEIRS = {"image": "image", "audio": "voice", "video": "video"}
TYPES = {"image": "image/jpeg", "audio": "audio/amr", "video": "video/mp4"}


def sent(wechat: WeChat, kind: str = "image", mime_type: str = "") -> Named:
    file = wechat.platform.files.keep(THEIRS[kind], mime_type or TYPES[kind], DATA)
    content = json.dumps({"media": {"id": file.id}})
    message = said("file", wechat.clock.now, type=kind, text="", content=content)
    return Named("wechat", media.lambda_handler, message)


@pytest.mark.parametrize("kind", THEIRS)
def test_a_file_is_fetched_kept_and_written_on_its_message(wechat: WeChat, kind: str) -> None:
    file = sent(wechat, kind)
    assert file.fetch() == []
    assert kept() == {f"media/{file.message}": DATA}
    assert (file.item["media_status"], file.item["media_type"]) == ("stored", TYPES[kind])
    assert file.item["media_size"] == len(DATA)


def test_a_film_is_a_link_that_no_token_goes_along(wechat: WeChat) -> None:
    sent(wechat, "video").fetch()
    asked, got = wechat.simulator.sent("wechat")[-2:]
    assert "access_token=" in asked["query"]
    assert (got["path"].startswith("/wechat-films/"), got["query"]) == (True, "")


def test_a_wake_up_that_comes_twice_asks_once(wechat: WeChat) -> None:
    file = sent(wechat)
    assert (file.fetch(), file.fetch()) == ([], [])
    assert len([r for r in wechat.simulator.sent("wechat") if r["path"].endswith("media/get")]) == 1


@pytest.mark.parametrize("kind", ["image", "video"])
@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_trouble_at_the_platform_is_waited_for(
    wechat: WeChat, kind: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    file, token = sent(wechat, kind), tokens.token_of(PLAIN)
    wechat.fails(fault, 1, calls="all")
    assert file.fetch() == ["1"]
    assert (file.status, kept()) == (None, {})
    assert file.fetch(tries=2) == []
    assert file.status == "stored"
    assert token not in logged(caplog)


@pytest.mark.parametrize("kind", ["image", "video"])
def test_a_token_that_ended_is_replaced(wechat: WeChat, kind: str) -> None:
    file, token = sent(wechat, kind), tokens.token_of(PLAIN)
    wechat.platform.tokens.end_all()
    assert file.fetch() == ([] if kind == "video" else ["1"])
    assert file.fetch() == []
    assert (file.status, tokens.token_of(PLAIN) != token) == ("stored", True)


@pytest.mark.parametrize("kind", ["image", "video"])
def test_a_file_that_the_platform_forgot_is_gone_and_the_message_stays(
    wechat: WeChat, kind: str
) -> None:
    file = sent(wechat, kind)
    wechat.clock.advance(hours=72)
    assert file.fetch() == []
    assert (file.status, kept()) == ("gone", {})
    assert file.item["type"] == kind


def test_what_is_no_picture_is_not_kept(wechat: WeChat) -> None:
    file = sent(wechat, mime_type="application/x-msdownload")
    assert file.fetch() == []
    assert (file.status, kept()) == ("refused", {})


@pytest.mark.parametrize(
    "link",
    [
        "",
        7,
        None,
        "http://127.0.0.1:9/x",
        "http://qq.com.evil.example/x",
        "http://evilqq.com/x",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_a_film_is_fetched_from_wechat_only(
    wechat: WeChat, monkeypatch: pytest.MonkeyPatch, link: Any
) -> None:
    file = sent(wechat, "video")
    monkeypatch.setattr(Files, "give", lambda *_: told({"video_url": link}))
    assert file.fetch() == ["1"]
    assert kept() == {}


def test_words_instead_of_a_picture_are_waited_out(
    wechat: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sent(wechat)
    monkeypatch.setattr(Files, "give", lambda *_: told({"hello": "there"}))
    assert file.fetch() == ["1"]
    assert (file.status, kept()) == (None, {})
