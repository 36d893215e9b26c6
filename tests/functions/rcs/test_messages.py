"""What customers send, one kind after the other, and what Google leaves out of it."""

from typing import Any

import pytest

from functions.rcs.messages import inbound
from shared.intake.fields import Unfit
from shared.messages import Said
from tests.functions.rcs.calls import AGENT, CUSTOMER, OURS, message
from tests.functions.rcs.reading import event, read, said

PHOTO = {"mimeType": "image/jpeg", "fileName": "a.jpeg", "fileUri": "https://h.example/a"}


def test_a_text_is_what_the_customer_wrote() -> None:
    found = said(text="Hola, ¿queda alguno en azul? 🎉")
    assert (found.account_ref, found.identity) == (AGENT, CUSTOMER)
    assert (found.provider_id, found.sent_at) == ("MxAbc123", 1767225600123)
    assert (found.type, found.text, found.content) == (
        "text",
        "Hola, ¿queda alguno en azul? 🎉",
        {},
    )


def test_an_empty_text_is_one() -> None:
    assert said(text="").text == ""


def test_a_photo_is_a_link_and_its_thumbnail_is_not_another() -> None:
    (found,) = event("image_message")
    assert isinstance(found, Said)
    assert found.content["media"] == {
        "id": "MxFile1",
        "url": "https://rcs-content.example/a.jpeg?token=x",
        "mime_type": "image/jpeg",
        "name": "a.jpeg",
    }


@pytest.mark.parametrize(
    ("mime_type", "kind"),
    [
        ("image/png", "image"),
        ("IMAGE/PNG", "image"),
        ("audio/amr; codecs=x", "audio"),
        ("video/3gpp", "video"),
        ("application/pdf", "file"),
        ("text/vcard", "file"),
        ("", "file"),
    ],
)
def test_a_file_is_of_the_kind_that_its_type_says(mime_type: str, kind: str) -> None:
    found = said(userFile={"payload": {**PHOTO, "mimeType": mime_type}})
    assert found.type == kind
    assert found.content["media"].get("mime_type", "") == mime_type


def test_a_place_has_two_numbers_of_which_zero_is_left_out() -> None:
    assert said(location={"latitude": 41.38, "longitude": 2.17}).content == {
        "latitude": 41.38,
        "longitude": 2.17,
    }
    assert said(location={"longitude": -1}).content == {"latitude": 0.0, "longitude": -1}
    assert said(location={}).content == {"latitude": 0.0, "longitude": 0.0}


@pytest.mark.parametrize(("kind", "told"), [("REPLY", "reply"), ("ACTION", "action")])
def test_a_tap_names_what_was_tapped(kind: str, told: str) -> None:
    tap = {"postbackData": "yes-1", "text": "Yes", "type": kind}
    found = said(suggestionResponse=tap)
    assert (found.type, found.text) == ("interactive", "Yes")
    assert found.content == {
        "reply": {"kind": "button", "id": "yes-1", "title": "Yes"},
        "suggestion": told,
    }


def test_a_tap_may_come_as_an_event_without_a_time() -> None:
    (found,) = event("tap_as_an_event")
    assert isinstance(found, Said)
    assert (found.provider_id, found.sent_at, found.text) == ("MsTap3", 0, "")
    assert found.content["reply"]["id"] == "postback_1234"


def test_a_tap_is_a_tap_although_a_text_comes_with_it() -> None:
    assert said(text="Yes", suggestionResponse={"postbackData": "y"}).type == "interactive"


def test_what_the_us_bill_by_is_kept() -> None:
    (found,) = event("text_us")
    assert isinstance(found, Said)
    assert found.content["billing"]["carrier"] == "us-carrier"
    assert found.content["billing"]["richMessageClassification"]["segmentCount"] == 1


def test_an_unknown_kind_is_kept_as_it_came() -> None:
    found = said(reaction={"emoji": "👍", "messageId": OURS})
    assert found.type == "unsupported"
    assert found.content == {
        "kind": "reaction",
        "raw": {"reaction": {"emoji": "👍", "messageId": OURS}},
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"agentId": None},
        {"agentId": ""},
        {"agentId": 7},
        {"senderPhoneNumber": None},
        {"senderPhoneNumber": "34600111222"},
        {"senderPhoneNumber": "+٣٤٦٠٠"},
        {"senderPhoneNumber": "+34600111222\n"},
        {"messageId": None},
        {"sendTime": "yesterday"},
        {"sendTime": None, "messageId": ""},
        {"text": None},
        {"text": 7},
        {"text": None, "userFile": {}},
        {"text": None, "userFile": {"payload": {"fileUri": ""}}},
        {"text": None, "location": [1, 2]},
        {"text": None, "location": {"latitude": "1"}},
        {"text": None, "location": {"latitude": True}},
        {"text": None, "suggestionResponse": {}},
        {"text": None, "suggestionResponse": "yes"},
    ],
)
def test_what_lacks_something_is_unreadable_and_kept(changed: dict[str, Any]) -> None:
    payload = message(**{"text": "hi", **changed})
    with pytest.raises(Unfit):
        inbound(payload)
    (found,) = read(payload)
    assert found.item == payload  # type: ignore[union-attr]
