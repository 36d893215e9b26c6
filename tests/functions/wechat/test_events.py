"""Each event says what it should, and each is there for a reason."""

from typing import Any

import pytest

from shared.messages import Said
from tests.events import names
from tests.functions.wechat.reading import event, kind, packet, read
from tests.functions.wechat.signing import ANA, AT

pytestmark = pytest.mark.usefixtures("the_time")

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "compatible_text": "text",
    "desk_opened": "event",
    "desk_passed_on": "event",
    "file_message": "file",
    "followed": "event",
    "followed_by_code": "event",
    "image_message": "image",
    "json_text": "text",
    "link_message": "text",
    "location_event": "event",
    "location_message": "location",
    "mass_job": "another kind of event",
    "menu_click": "interactive",
    "menu_link": "event",
    "menu_photos": "event",
    "menu_reply": "interactive",
    "menu_scan": "interactive",
    "miniprogram_card": "unsupported",
    "scanned": "event",
    "sealed_click": "interactive",
    "sealed_json": "text",
    "sealed_text": "text",
    "short_video": "video",
    "template_blocked": "status",
    "template_delivered": "status",
    "template_failed": "status",
    "text_message": "text",
    "unfollowed": "event",
    "unknown_event": "another kind of event",
    "video_message": "video",
    "voice_message": "audio",
    "voice_without_words": "audio",
}


def test_every_event_but_the_handshake_is_in_the_table() -> None:
    assert sorted({*EVENTS, "handshake"}) == names("wechat")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert kind(event(name)) == EVENTS[name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("followed", {"event": "followed"}),
        (
            "followed_by_code",
            {
                "event": "followed",
                "referral": {"ref": "till-7", "ticket": "gQH47joAAAAAAAAAASxodHRwOi8v"},
            },
        ),
        ("unfollowed", {"event": "blocked"}),
        (
            "scanned",
            {
                "event": "scanned",
                "referral": {"ref": "till-7", "ticket": "gQH47joAAAAAAAAAASxodHRwOi8v"},
            },
        ),
        (
            "location_event",
            {
                "event": "location",
                "latitude": 23.137466,
                "longitude": 113.352425,
                "precision": 119.38504,
            },
        ),
        ("menu_link", {"event": "menu-link", "url": "https://shop.example/"}),
        ("menu_photos", {"event": "pic-sysphoto", "key": "PHOTO"}),
        ("desk_opened", {"event": "kf-create-session", "agent": "test1@test"}),
        (
            "desk_passed_on",
            {"event": "kf-switch-session", "from_agent": "test1@test", "to_agent": "test2@test"},
        ),
    ],
)
def test_what_happened_is_told(name: str, content: dict[str, Any]) -> None:
    found: Any = event(name)
    assert (found.type, found.content) == ("event", content)


@pytest.mark.parametrize(
    ("name", "key"), [("menu_click", "MY_ORDERS"), ("menu_scan", "SCAN_PARCEL")]
)
def test_a_tap_on_a_menu_is_a_reply(name: str, key: str) -> None:
    found: Any = event(name)
    assert found.content["reply"] == {"kind": "button", "id": key, "title": "", "payload": key}
    assert found.content.get("scanned") == ("parcel 7" if name == "menu_scan" else None)


def happened(**changed: Any) -> Said:
    found = read(packet("event", MsgId=None, Content=None, **{"Event": "CLICK", **changed}))
    assert isinstance(found, Said)
    return found


def test_events_have_no_id_and_are_known_by_who_did_what_and_when() -> None:
    first = happened(EventKey="A")
    assert first.provider_id == f"{ANA}:{AT}:CLICK:A"
    assert happened(EventKey="A") == first
    others = [
        happened(EventKey="B"),
        happened(EventKey="A", CreateTime=AT + 1),
        happened(EventKey="A", FromUserName="oSomebodyElse"),
        happened(EventKey="A", Event="VIEW"),
    ]
    assert len({first.provider_id, *(other.provider_id for other in others)}) == 5


@pytest.mark.parametrize("name", ["subscribe", "SUBSCRIBE", "Subscribe"])
def test_names_of_events_come_in_any_case(name: str) -> None:
    assert happened(Event=name).content == {"event": "followed"}
