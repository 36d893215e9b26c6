"""Messages and their edits: who, when, which, and what they are about."""

import pytest

from shared.messages import Noted, Unreadable
from tests.functions.telegram.reading import (
    ANA,
    AT,
    SPANISH,
    noted,
    read,
    read_message,
    said,
    said_so,
)
from tests.functions.telegram.reading import message as made


def test_a_message_is_named_by_its_chat_and_its_number() -> None:
    found = said("text_message")
    assert (found.identity, found.provider_id) == ("7001", "7001:12")
    assert found.text == "Hola, ¿queda alguno en azul? Un café ☕ para celebrarlo 🎉"


def test_the_same_number_in_another_chat_is_another_message() -> None:
    other = {"id": 7002, "type": "private"}
    assert said_so(chat=other, sender={"id": 7002}).provider_id == "7002:12"


def test_seconds_become_milliseconds() -> None:
    assert said_so().sent_at == AT * 1000


@pytest.mark.parametrize("date", [None, 0, -1, "1767225601", 1767225601.5, True, 10**10, 10**9 - 1])
def test_without_a_time_in_seconds_it_is_unreadable(date: object) -> None:
    assert isinstance(read_message(date=date), Unreadable)


@pytest.mark.parametrize("number", [None, "12", 12.5, True, 10**20])
def test_without_a_number_it_is_unreadable(number: object) -> None:
    assert isinstance(read_message(message_id=number), Unreadable)


def test_ids_of_52_bits_stay_exact() -> None:
    found = said("user_with_a_large_id")
    assert (found.identity, found.provider_id) == ("4503599627370495", "4503599627370495:2")


def test_a_reply_quotes_by_the_same_name() -> None:
    assert said("text_reply").reply_to == "7001:11"
    assert said_so().reply_to is None


def test_the_link_that_a_customer_came_by_is_a_referral() -> None:
    found = said("start_by_link")
    assert found.text == "/start camp_42"
    assert found.content["referral"] == {"source_type": "link", "ref": "camp_42"}


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("/start a-Z_9", "a-Z_9"),
        ("/start@shop_bot camp", "camp"),
        ("/start " + "a" * 64, "a" * 64),
        ("/start " + "a" * 65, None),
        ("/start", None),
        ("/start two words", None),
        ("/started camp", None),
        ("please /start camp", None),
    ],
)
def test_only_what_a_link_can_carry_is_one(text: str, ref: str | None) -> None:
    assert said_so(text=text).content.get("referral", {}).get("ref") == ref


def test_an_album_is_several_messages_that_know_each_other() -> None:
    first, second = said("album_first"), said("album_second")
    assert first.content["album"] == second.content["album"] == "13990000000000001"
    assert first.provider_id != second.provider_id
    assert (first.text, second.text) == ("Both sides", "")


def test_what_was_forwarded_says_so() -> None:
    assert said("forwarded").content == {"context": {"forwarded": True}, **SPANISH}


def test_the_language_of_the_app_is_told_where_it_is_one() -> None:
    assert said("text_message").content == SPANISH
    assert said("tap").content["device"] == SPANISH["device"]
    for code in ("", 7, "es; rm", "x" * 40):
        assert said_so(sender={**ANA, "language_code": code}).content == {}


def test_an_edit_brings_the_whole_new_form() -> None:
    found = noted("edited_message")
    assert (found.what, found.target, found.at) == ("edit", "7001:12", (AT + 30) * 1000)
    assert found.data == {
        "type": "text",
        "text": "Hola, ¿queda alguno en verde?",
        "content": SPANISH,
        "by": "contact",
    }


def test_an_edit_keeps_the_file_it_is_about() -> None:
    before, after = said("photo_message"), noted("edited_caption")
    assert after.target == before.provider_id
    assert after.data["text"] == "It came broken twice"
    assert after.data["content"]["media"] == before.content["media"]


def test_a_place_that_moves_is_edited_again_and_again() -> None:
    moved = noted("live_location_moved")
    assert moved.target == said("live_location").provider_id
    assert moved.data["content"]["latitude"] == 41.39


def test_two_edits_of_a_message_are_two_facts_and_one_delivered_twice_is_one() -> None:
    first = read(edited_message=made(edit_date=AT + 1))
    again = read(edited_message=made(edit_date=AT + 1))
    second = read(update_id=900000002, edited_message=made(edit_date=AT + 1))
    assert isinstance(first, Noted)
    assert isinstance(second, Noted)
    assert first == again
    assert first.event != second.event


def test_an_edit_without_a_time_of_its_own_has_the_messages() -> None:
    found = read(edited_message=made())
    assert isinstance(found, Noted)
    assert found.at == AT * 1000
