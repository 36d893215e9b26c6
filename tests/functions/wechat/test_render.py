"""What we say, in WeChat's words."""

import json
from typing import Any

import pytest

from functions.wechat.render import render, typing, written
from shared.channels import WECHAT
from shared.errors import MessageRejected
from tests.functions.wechat.signing import ANA

FILE: dict[str, Any] = {
    "media": {"id": "M1", "key": "media/a", "mime_type": "image/png", "name": "new.mp4"}
}


def rendered(kind: str, text: str = "", **content: Any) -> dict[str, Any]:
    item = {"type": kind, "text": text, "identity": ANA, "content": json.dumps(content)}
    body = render(item)
    assert body.pop("touser") == ANA
    return body


def choices(*titles: str) -> list[dict[str, str]]:
    return [{"id": f"1{n}", "title": title} for n, title in enumerate(titles)]


def test_a_text_goes_as_it_is() -> None:
    assert rendered("text", "你好") == {"msgtype": "text", "text": {"content": "你好"}}


def test_what_is_not_ascii_goes_in_clear() -> None:
    assert written(rendered("text", '你好 📦 "')) == (
        '{"msgtype": "text", "text": {"content": "你好 📦 \\""}}'.encode()
    )
    assert b"?" in written({"text": "\ud83d"})


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a" * 2048, True), ("a" * 2049, False), ("你" * 682, True), ("你" * 683, False)],
)
def test_texts_are_measured_in_bytes(text: str, fits: bool) -> None:
    if fits:
        assert rendered("text", text)["text"]["content"] == text
        return
    with pytest.raises(MessageRejected, match="too-long"):
        rendered("text", text)


@pytest.mark.parametrize(
    ("kind", "theirs", "more"),
    [("image", "image", {}), ("audio", "voice", {}), ("video", "video", {"title": "new.mp4"})],
)
def test_files_go_by_their_ids(kind: str, theirs: str, more: dict[str, str]) -> None:
    assert rendered(kind, **FILE) == {"msgtype": theirs, theirs: {"media_id": "M1", **more}}


def test_choices_are_a_menu() -> None:
    assert rendered("interactive", "Happy?", buttons=choices("Yes", "No"), footer="Thanks") == {
        "msgtype": "msgmenu",
        "msgmenu": {
            "head_content": "Happy?",
            "list": [{"id": "10", "content": "Yes"}, {"id": "11", "content": "No"}],
            "tail_content": "Thanks",
        },
    }


@pytest.mark.parametrize("titles", [["A"] * 2, ["A" * 41, "B"], [str(n) for n in range(11)]])
def test_choices_that_no_menu_shows_are_numbered_lines(titles: list[str]) -> None:
    body = rendered("interactive", "Which?", buttons=choices(*titles))
    assert body["text"]["content"].startswith(f"Which?\n\n1. {titles[0]}\n2. {titles[1]}")


@pytest.mark.parametrize(
    ("kind", "text", "content", "code"),
    [
        ("text", "", {}, "empty"),
        ("interactive", "Which?", {}, "no-choices"),
        ("image", "words", FILE, "no-caption"),
        ("image", "", {}, "no-file"),
        ("image", "", {"media": {"url": "https://a.example/b.png"}}, "no-file"),
        ("file", "", FILE, "unsupported-type"),
        ("sticker", "", FILE, "unsupported-type"),
        ("location", "", {"latitude": 1, "longitude": 2}, "unsupported-type"),
        ("contacts", "", {"contacts": []}, "unsupported-type"),
        ("reaction", "👍", {}, "unsupported-type"),
        ("template", "", {"name": "a"}, "unsupported-type"),
    ],
)
def test_what_wechat_cannot_say_is_refused(
    kind: str, text: str, content: dict[str, Any], code: str
) -> None:
    with pytest.raises(MessageRejected) as refused:
        rendered(kind, text, **content)
    assert refused.value.code == code


def test_the_truth_table_offers_only_files_that_can_be_said() -> None:
    for kind in WECHAT.files:
        assert rendered(kind, **FILE)["msgtype"] in ("image", "voice", "video")


def test_typing_is_a_command() -> None:
    assert typing(ANA) == {"touser": ANA, "command": "Typing"}
