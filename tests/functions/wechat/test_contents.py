"""Each kind of message says what the follower meant."""

from typing import Any

import pytest

from shared.messages import Unreadable
from tests.functions.wechat.reading import event, packet, read, said

pytestmark = pytest.mark.usefixtures("the_time")
MEDIA = "UyCVoZ6ppnQq0FKcJvmrQ7QO8N6BZJmtgDYOhFX0"


@pytest.mark.parametrize(
    ("name", "kind", "text", "content"),
    [
        (
            "menu_reply",
            "interactive",
            "Yes",
            {"reply": {"kind": "button", "id": "101", "title": "Yes"}},
        ),
        (
            "image_message",
            "image",
            "",
            {"media": {"id": f"{MEDIA}i", "url": "http://mmbiz.qpic.cn/mmbiz_jpg/abc/0"}},
        ),
        (
            "voice_message",
            "audio",
            "我想退货",
            {"media": {"id": f"{MEDIA}v", "voice": True, "mime_type": "audio/amr"}},
        ),
        (
            "voice_without_words",
            "audio",
            "",
            {"media": {"id": f"{MEDIA}v", "voice": True, "mime_type": "audio/speex"}},
        ),
        ("video_message", "video", "", {"media": {"id": f"{MEDIA}f"}}),
        ("short_video", "video", "", {"media": {"id": f"{MEDIA}f"}}),
        (
            "location_message",
            "location",
            "",
            {"latitude": 23.134521, "longitude": 113.358803, "address": "广州市天河区"},
        ),
        (
            "link_message",
            "text",
            "官网公告\nhttps://shop.example/a?b=1&c=2",
            {
                "link": {
                    "url": "https://shop.example/a?b=1&c=2",
                    "title": "官网公告",
                    "description": "About us",
                }
            },
        ),
        ("file_message", "file", "", {"document": {"name": "invoice.pdf", "size": 48213}}),
    ],
)
def test_each_kind_is_read(name: str, kind: str, text: str, content: dict[str, Any]) -> None:
    found: Any = event(name)
    assert (found.type, found.text, found.content) == (kind, text, content)


def test_a_kind_that_is_new_is_kept_as_it_came() -> None:
    found: Any = event("miniprogram_card")
    assert (found.type, found.content["kind"]) == ("unsupported", "miniprogrampage")
    assert found.content["raw"]["PagePath"] == "pages/index"
    assert "MsgId" not in found.content["raw"]


def test_x_is_the_latitude() -> None:
    found = said("location", Location_X="48.2", Location_Y="16.4", Scale="20")
    assert found.content == {"latitude": 48.2, "longitude": 16.4}


def test_a_tap_by_a_number_is_a_tap() -> None:
    assert said(bizmsgmenuid=101).content["reply"]["id"] == "101"


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("text", {"Content": None}),
        ("text", {"Content": ""}),
        ("text", {"Content": ["a", "b"]}),
        ("text", {"bizmsgmenuid": ""}),
        ("text", {"bizmsgmenuid": True}),
        ("image", {"PicUrl": "http://a.example"}),
        ("voice", {"MediaId": ""}),
        ("video", {"MediaId": 7}),
        ("location", {"Location_X": "1"}),
        ("location", {"Location_X": "1", "Location_Y": "east"}),
        ("link", {"Title": "a"}),
        ("file", {"Description": "a"}),
        ("file", {"Title": "a", "FileTotalLen": "many"}),
    ],
)
def test_what_lacks_its_body_is_kept(kind: str, changed: dict[str, Any]) -> None:
    assert isinstance(read(packet(kind, **changed)), Unreadable)
