"""What Messenger's webhooks say, in the project's words."""

from typing import Any

import pytest

from shared.messages import Noted, Said, Unreadable
from tests.functions.messenger.reading import (
    ANA,
    PAGE,
    event,
    item,
    noted,
    payload,
    read,
    read_item,
    said,
)
from tests.functions.messenger_platform.reading import AT, kind


def test_a_text_names_its_page_its_customer_and_its_time() -> None:
    assert said("text_message") == Said(
        PAGE, ANA, "m_text", AT, "text", "Hola, ¿queda alguno en azul? Un café ☕ 🎉"
    )


def test_a_quick_reply_is_a_tap_with_its_payload() -> None:
    found = said("quick_reply")
    reply = {"kind": "button", "id": "SIZE_M", "title": "M", "payload": "SIZE_M"}
    assert (found.type, found.text, found.content) == ("interactive", "M", {"reply": reply})


def test_a_reply_quotes_its_message() -> None:
    assert said("reply").reply_to == "m_out1"


def test_several_attachments_are_several_messages_and_the_text_goes_with_the_first() -> None:
    found = [one for one in event("several_images") if isinstance(one, Said)]
    assert [one.provider_id for one in found] == ["m_album", "m_album#2", "m_album#3"]
    assert [one.text for one in found] == ["These", "", ""]
    assert [one.content["media"]["id"] for one in found] == ["m_album", "m_album#2", "m_album#3"]
    assert len({one.content["media"]["url"] for one in found}) == 3


def test_a_place_has_its_latitude_first() -> None:
    assert said("location_message").content == {
        "latitude": 41.38,
        "longitude": 2.17,
        "name": "Ana's Location",
    }


def test_a_thumb_is_a_sticker_and_a_sticker_is_told_once() -> None:
    assert said("thumbs_up").content["media"]["sticker"] == "369239263222822"
    assert said("sticker_in_transition").content["media"]["sticker"] == "767226160478561"


def test_a_picture_that_only_looks_like_a_sticker_stays() -> None:
    sticker = {"type": "sticker", "payload": {"url": "https://a.fbcdn.net/s", "sticker_id": 1}}
    photo = {"type": "image", "payload": {"url": "https://a.fbcdn.net/p"}}
    found = read_item(message={"mid": "m", "attachments": [photo, sticker]})
    assert [kind(one) for one in found] == ["image", "sticker"]


def test_a_shared_link_is_what_was_written_with_it() -> None:
    found = said("shared_link")
    link = {"url": "https://example.com/shoes", "title": "Blue shoes"}
    assert (found.text, found.content) == (link["url"], {"context": {"link": link}})


def test_what_cannot_be_understood_keeps_what_came() -> None:
    assert said("unknown_attachment").content["raw"]["payload"] == {"state": "REQUESTED"}
    assert said("unknown_kind").content == {"kind": "carrier_pigeon", "raw": {"name": "Speedy"}}
    assert said("unsupported_message").content == {"kind": "unsupported"}
    assert said("unsupported_share").content["kind"] == "fallback"
    (empty,) = read_item(message={"mid": "m", "new_thing": {"a": 1}})
    assert isinstance(empty, Said)
    assert empty.content == {"kind": "message", "raw": {"new_thing": {"a": 1}}}


def test_where_somebody_came_from_stays_with_what_they_said() -> None:
    assert said("ad_message").content["referral"]["ad_id"] == "6045246247433"
    assert said("product_question").content["referral"] == {"product": {"id": "4321"}}
    assert said("get_started").content["referral"]["ref"] == "flyer"
    assert said("command").content == {"context": {"commands": ["flights"]}}
    referral = said("referral")
    assert (referral.type, referral.content["event"]) == ("event", "referred")
    assert referral.content["referral"]["ref"] == "summer"


def test_a_tap_has_the_id_it_came_with_or_one_that_stays_the_same() -> None:
    assert said("postback").provider_id == "m_tap"
    made = said("postback_without_id").provider_id
    assert made == said("postback_without_id").provider_id
    assert made.startswith("postback:")
    other = read_item(message=None, postback={"title": "Track", "payload": "OTHER"})
    assert isinstance(other[0], Said)
    assert other[0].provider_id != made


def test_an_echo_with_our_id_says_that_our_message_was_sent() -> None:
    ours = f"{'c' * 26}.1767225599000.ref"
    assert noted("echo_of_ours") == Noted(
        PAGE, ANA, "status", "m_out1", "sent", AT, {"status": "sent"}, ours
    )


@pytest.mark.parametrize("name", ["echo_of_the_inbox", "echo_of_another_app"])
def test_any_other_echo_is_said_by_the_business(name: str) -> None:
    found = said(name)
    assert (found.echo, found.identity) == (True, ANA)
    assert found.content["context"]["app_id"] in ("263902037430900", "123")


def test_an_echo_of_a_template_shows_its_words() -> None:
    assert said("echo_of_another_app").text == "Track it?"


def test_reactions_are_about_a_message_and_by_somebody() -> None:
    on, off, ours = (noted(f"reaction{name}") for name in ("", "_removed", "_of_ours"))
    assert (on.target, on.data) == ("m_out1", {"emoji": "❤", "by": "contact"})
    assert off.data == {"emoji": "", "by": "contact"}
    assert ours.data == {"emoji": "👍", "by": "agent"}
    assert ours.identity == ANA
    assert len({on.event, off.event, ours.event}) == 3


def test_each_edit_is_a_fact_of_its_own() -> None:
    first, second = noted("message_edit"), noted("message_edit_number_as_text")
    assert (first.target, first.event, second.event) == ("m_text", "edit-1", "edit-2")
    assert first.data == {"text": "Hola, ¿queda alguno en rojo?", "by": "contact"}


def test_deliveries_name_messages_and_a_time() -> None:
    found = [one for one in event("delivery") if isinstance(one, Noted)]
    assert [(one.what, one.target, one.at) for one in found] == [
        ("status", "m_out1", AT - 500),
        ("status", "m_out2", AT - 500),
        ("watermark", "", AT - 500),
    ]
    assert {one.data["status"] for one in found} == {"delivered"}


def test_a_read_is_a_watermark() -> None:
    data, event_name = {"status": "read"}, f"read-{AT - 200}"
    assert noted("read") == Noted(PAGE, ANA, "watermark", "", event_name, AT - 200, data)


def test_a_deletion_takes_every_part_of_the_message_along() -> None:
    found = [one for one in event("deleted_message") if isinstance(one, Noted)]
    assert [one.target for one in found[:2]] == ["m_text", "m_text#2"]
    assert len(found) == 10


def test_what_is_for_another_app_says_so() -> None:
    assert said("standby_message").content == {"standby": True}
    assert said("standby_postback").content["standby"] is True
    assert said("standby_postback").content["reply"]["id"] == "Track"


@pytest.mark.parametrize(
    ("name", "happened"),
    [
        ("optin", "opted-in"),
        ("marketing_opt_in", "marketing-opt-in"),
        ("marketing_opt_out", "marketing-opt-out"),
        ("account_linked", "account-linked"),
        ("account_unlinked", "account-unlinked"),
        ("control_passed", "control-passed"),
        ("control_taken", "control-taken"),
        ("control_requested", "control-requested"),
    ],
)
def test_what_happens_around_a_conversation_is_an_event(name: str, happened: str) -> None:
    found = said(name)
    assert (found.type, found.content["event"]) == ("event", happened)
    assert found.provider_id == said(name).provider_id


def test_a_notification_of_the_dashboard_is_read_though_its_time_is_in_seconds() -> None:
    found = said("field_of_the_dashboard")
    assert (found.identity, found.sent_at) == ("12334", 1_527_459_824_000)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"timestamp": None}, "no timestamp"),
        ({"timestamp": "soon"}, "no timestamp"),
        ({"timestamp": 12}, "no timestamp"),
        ({"timestamp": 10**14}, "no timestamp"),
        ({"sender": None}, "nobody is named"),
        ({"sender": {"id": PAGE}}, "no customer"),
        ({"message": {"text": "a"}}, "no mid"),
        ({"message": "a"}, "no message"),
        ({"message": None}, "nothing in it"),
        ({"message": None, "postback": {}}, "no postback"),
        ({"message": None, "reaction": {"mid": "m", "action": "hug"}}, "unknown action"),
        ({"message": None, "message_edit": {"mid": "m", "text": "a"}}, "no num_edit"),
        ({"message": None, "delivery": {}}, "nothing delivered"),
        ({"message": None, "read": {}}, "no mid"),
    ],
)
def test_what_lacks_something_is_unreadable_and_can_be_read_again(
    changed: dict[str, Any], reason: str
) -> None:
    good, bad = item(message={"mid": "m_0", "text": "ok"}), item(**changed)
    found = read(payload(good, bad))
    assert [kind(one) for one in found] == ["text", reason]
    assert isinstance(found[1], Unreadable)
    assert read(found[1].item) == [found[1]]


@pytest.mark.parametrize("whole", [[], {}, {"object": "page"}, {"object": "page", "entry": []}])
def test_a_payload_that_is_none_is_refused_as_a_whole(whole: Any) -> None:
    with pytest.raises(ValueError, match="no "):
        read(whole)


def test_a_payload_about_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no page"):
        read({**payload(item()), "object": "instagram"})
