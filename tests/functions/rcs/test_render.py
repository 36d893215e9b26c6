"""A message of ours in Google's words, which Google's own list of fields has to know."""

import json
from typing import Any

import pytest

from functions.rcs.render import render, signalled
from shared.channels import RCS
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.errors import CredentialsRejected, MessageRejected
from tests.simulator.rcs_fields import check_event, check_message

URL = "https://files.example/a.jpg?x=1&y=2"
PLACE: dict[str, Any] = {"latitude": 41.38, "longitude": 2.17}
CARD = {"standaloneCard": {"cardOrientation": "VERTICAL", "cardContent": {"title": "T"}}}


def rendered(kind: str, text: str = "", secret: Any = None, **content: Any) -> dict[str, Any]:
    item: Any = {"type": kind, "text": text, "content": json.dumps(content), "purpose": "reply"}
    body = render(item, secret or {})
    check_message(body)
    return body


def said(kind: str, text: str = "", **content: Any) -> dict[str, Any]:
    found: dict[str, Any] = rendered(kind, text, **content)["contentMessage"]
    return found


def choices(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "title": f"Choice {n}", **more} for n in range(count)]


def test_a_text_is_a_service_that_was_asked_for() -> None:
    assert rendered("text", "¿Sigue roto? 🎉") == {
        "contentMessage": {"text": "¿Sigue roto? 🎉"},
        "messageTrafficType": "SERVICEREQUEST",
    }


def test_what_confirms_an_opt_out_is_an_acknowledgement() -> None:
    item: Any = {"type": "text", "text": "Done.", "purpose": OPT_OUT_CONFIRMATION}
    assert render(item, {})["messageTrafficType"] == "ACKNOWLEDGEMENT"


def test_a_message_may_say_what_it_is_for() -> None:
    assert rendered("text", "50 % off", traffic_type="PROMOTION")["messageTrafficType"] == (
        "PROMOTION"
    )


def test_an_account_may_set_an_expiry() -> None:
    assert rendered("text", "hi", {"ttl": "3600s"})["ttl"] == "3600s"


@pytest.mark.parametrize("ttl", ["", "3600", 3600, "0s", "-1s", "1h", "3600s "])
def test_an_expiry_that_is_none_waits_for_an_admin(ttl: object) -> None:
    with pytest.raises(CredentialsRejected):
        rendered("text", "hi", {"ttl": ttl})


@pytest.mark.parametrize("count", [1, 11])
def test_choices_are_suggestions_to_tap(count: int) -> None:
    body = said("interactive", "Which?", buttons=choices(count))
    assert body["text"] == "Which?"
    assert len(body["suggestions"]) == count
    assert body["suggestions"][0] == {"reply": {"text": "Choice 0", "postbackData": "c0"}}


def test_more_or_longer_ones_are_numbered() -> None:
    for buttons in (choices(12), [{"id": "c", "title": "a" * 26}]):
        body = said("interactive", "Which?", buttons=buttons)
        assert "suggestions" not in body
        assert body["text"].startswith("Which?\n\n1. ")


def test_what_explains_a_choice_is_part_of_the_text() -> None:
    buttons = choices(11, description="d" * 100)
    body = said("interactive", "x" * RCS.limits.prompt, buttons=buttons)
    assert len(body["suggestions"]) == 11
    assert f"Choice 0: {'d' * 72}\n" in body["text"]
    assert len(body["text"]) <= RCS.limits.text


@pytest.mark.parametrize(
    ("more", "action"),
    [
        ({"url": URL}, {"openUrlAction": {"url": URL}}),
        ({"phone": "+34900"}, {"dialAction": {"phoneNumber": "+34900"}}),
        ({"share_location": True}, {"shareLocationAction": {}}),
    ],
)
def test_a_choice_may_do_something_as_well(more: Any, action: Any) -> None:
    (suggestion,) = said("interactive", "Which?", buttons=choices(1, **more))["suggestions"]
    assert suggestion == {"action": {"text": "Choice 0", "postbackData": "c0", **action}}


def test_a_card_is_sent_as_it_stands() -> None:
    body = said("interactive", rich_card=CARD, buttons=choices(2))
    assert body["richCard"] == CARD
    assert len(body["suggestions"]) == 2


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
def test_a_file_is_a_link(kind: str) -> None:
    assert said(kind, media={"url": URL}) == {"contentInfo": {"fileUrl": URL}}


@pytest.mark.parametrize("kind", ["image", "video"])
def test_a_caption_stands_on_a_card(kind: str) -> None:
    content = said(kind, "see", media={"url": URL})["richCard"]["standaloneCard"]["cardContent"]
    assert content["description"] == "see"
    assert content["media"]["contentInfo"] == {"fileUrl": URL}


def test_a_place_is_words_and_a_map_to_tap() -> None:
    body = said("location", **PLACE, name="Shop", address="Street 1")
    link = "https://www.google.com/maps/search/?api=1&query=41.38%2C2.17"
    assert body["text"] == f"Shop\nStreet 1\n{link}"
    action = body["suggestions"][0]["action"]
    assert action["viewLocationAction"] == {"latLong": PLACE, "label": "Shop"}
    bare = said("location", **PLACE)
    assert bare["text"] == link
    assert said("location", **PLACE, name="n" * 90)["suggestions"]


def test_contact_cards_are_words() -> None:
    cards = [{"name": "Ana", "phones": ["+1"], "emails": ["a@b"]}, {"name": "Bo"}]
    assert said("contacts", contacts=cards)["text"] == "Ana\n+1\na@b\n\nBo"


@pytest.mark.parametrize(
    ("kind", "text", "content", "code"),
    [
        ("text", "", {}, "empty"),
        ("text", "a" * 3073, {}, "too-long"),
        ("image", "a" * 2001, {"media": {"url": URL}}, "too-long"),
        ("audio", "words", {"media": {"url": URL}}, "no-caption"),
        ("file", "words", {"media": {"url": URL}}, "no-caption"),
        ("image", "", {}, "no-file"),
        ("interactive", "Which?", {}, "no-choices"),
        ("interactive", "x" * 3072, {"buttons": choices(1)}, "too-long"),
        ("sticker", "", {"media": {"url": URL}}, "unsupported-type"),
        ("reaction", "", {"emoji": "👍"}, "unsupported-type"),
        ("template", "", {"name": "t"}, "unsupported-type"),
    ],
)
def test_what_rcs_has_not_is_refused(kind: str, text: str, content: Any, code: str) -> None:
    with pytest.raises(MessageRejected) as caught:
        rendered(kind, text, **content)
    assert caught.value.code == code


def test_the_longest_text_is_taken() -> None:
    assert len(said("text", "é" * 3072)["text"]) == 3072


def test_signals_are_events_of_google() -> None:
    assert signalled("read", "MxAbc123") == {"eventType": "READ", "messageId": "MxAbc123"}
    assert signalled("typing", "MxAbc123") == {"eventType": "IS_TYPING"}
    for kind in ("read", "typing"):
        check_event(signalled(kind, "MxAbc123"))
