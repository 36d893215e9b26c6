"""Ids name the same thing the same way and tell nobody's number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import ids
from shared.ids import MessageId

PHONE = "34600111222"
REF = "ob3kq6m2v7p5y4r3t2w8x9z1aa"
CONVERSATION = "iy6qxdl5xv57iphomr4m653n4a"
MESSAGE = "bu6n6jxx5237nbk2aoxdqhmpdm"


def test_a_conversation_keeps_its_id_for_ever() -> None:
    # Written down, since every stored key would be lost if this ever changed.
    found = ids.conversation_id(b"id-key-for-tests", "whatsapp", "main", PHONE)
    assert found == CONVERSATION
    assert ids.message_ref(b"id-key-for-tests", "whatsapp", "main", "wamid.A") == MESSAGE


def test_ids_differ_by_key_channel_account_and_identity() -> None:
    different = {
        ids.conversation_id(key, channel, account, identity)
        for key in (b"one", b"two")
        for channel in ("whatsapp", "sms")
        for account in ("main", "shop")
        for identity in (PHONE, "34600111223")
    }
    assert len(different) == 16
    assert ids.message_ref(b"one", "whatsapp", "main", PHONE) not in different


def test_ids_hold_nothing_of_the_number() -> None:
    found = ids.conversation_id(b"one", "whatsapp", "main", PHONE)
    assert len(found) == 26
    assert found.isalnum()
    assert found == found.lower()
    assert PHONE not in found


@given(st.text(), st.text())
def test_parts_are_not_confused_with_each_other(one: str, two: str) -> None:
    if "\0" not in one + two:
        assert ids.digest(one, two) != ids.digest(one + two)


def test_a_message_id_spells_its_key() -> None:
    message = MessageId.parse(f"cpaj4kf5.1767225600000.{REF}")
    assert message.pk == "C#cpaj4kf5"
    assert message.sk == f"M#1767225600000#{REF}"
    assert MessageId.of({"pk": message.pk, "sk": message.sk}) == message
    assert MessageId.parse(str(message)) == message


def test_a_message_id_may_have_dots_and_dashes_in_its_last_part() -> None:
    message = MessageId("c", 1_767_225_600_000, f"{REF}-greeting.1#2")
    assert MessageId.parse(str(message)) == message
    assert MessageId.of({"pk": message.pk, "sk": message.sk}) == message


@pytest.mark.parametrize(
    "text",
    ["", ".", "..", "a.b", "a.b.c", "a.1.", ".1.c", "a.-1.c", "a.1e3.c", "a.\u0661.c", "job-9"],
)
def test_what_is_no_message_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        MessageId.parse(text)
