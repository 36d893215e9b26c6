"""What WhatsApp's messages say, read from the events, and what they came with."""

from typing import Any

import pytest

from shared.messages import Said
from tests.functions.whatsapp.reading import (
    ACCOUNT,
    ANA,
    ANAS_PHONE,
    event,
    noted,
    read_message,
    said,
    unreadable,
)


def test_a_text_has_all_that_is_needed_to_file_it() -> None:
    found = said("text_message")
    assert found.account_ref == ACCOUNT
    assert (found.identity, found.other_identity, found.name) == (ANA, ANAS_PHONE, "Ana Ruiz")
    assert found.provider_id.startswith("wamid.")
    assert found.sent_at == 1_767_225_601_000
    assert found.text == "Hola, ¿queda alguno en azul? Un café ☕ para celebrarlo 🎉"
    assert (found.content, found.reply_to, found.echo) == ({}, None, False)


def test_a_reply_names_the_message_it_quotes() -> None:
    assert str(said("text_reply").reply_to).startswith("wamid.")
    assert said("text_reply").content == {}


def test_what_a_message_came_with_stays_with_it() -> None:
    forwarded = {"forwarded": True, "frequently_forwarded": True}
    assert said("forwarded").content == {"context": forwarded}
    assert said("forwarded").reply_to is None
    product = {"catalog_id": "194836987003835", "product_retailer_id": "di9ozbzfi4"}
    assert said("product_question").content == {"context": {"referred_product": product}}
    referral = said("ad_referral").content["referral"]
    assert (referral["source_type"], referral["headline"]) == ("ad", "Autumn sale")
    assert referral["ctwa_clid"].startswith("Aff-")


def test_what_is_said_in_the_phones_app_is_an_echo_to_the_customer() -> None:
    found = said("echo")
    assert (found.echo, found.identity, found.other_identity) == (True, ANA, ANAS_PHONE)
    assert found.text == "I answer from my phone"
    assert found.name is None  # it is the business that speaks
    assert noted("echo_reaction").data == {"emoji": "❤️", "by": "agent"}
    assert noted("echo_edited").data["text"] == "I answer from my phone, corrected"
    assert noted("echo_revoked").target == noted("echo_edited").target
    assert {noted(f"echo_{what}").identity for what in ("reaction", "edited", "revoked")} == {ANA}


def test_a_message_of_a_group_is_not_filed_under_one_member() -> None:
    assert unreadable(event("group_message")[0]) == "group message"


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None},
        {"id": ""},
        {"id": 7},
        {"timestamp": None},
        {"type": None},
        {"type": ["text"]},
        {"text": None},
        {"text": "Hola"},
        {"text": {"body": 7}},
        {"from": ["34600111222"]},
        {"from_user_id": {"id": 1}},
        {"type": "reaction"},
        {"type": "reaction", "reaction": {"emoji": "x"}},
        {"type": "edit", "edit": {"original_message_id": "wamid.A"}},
        {"type": "edit", "edit": {"message": {"type": "text", "text": {"body": "x"}}}},
        {"type": "revoke", "revoke": {}},
        {"type": "system", "system": "changed"},
    ],
    ids=str,
)
def test_a_message_that_lacks_what_it_needs_is_unreadable(changed: dict[str, Any]) -> None:
    assert unreadable(read_message(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"context": None},
        {"context": "wamid.A"},
        {"context": {"id": 7, "forwarded": "yes"}},
        {"referral": ["ad"]},
    ],
    ids=str,
)
def test_what_is_wrong_beside_the_message_does_not_cost_the_message(
    changed: dict[str, Any],
) -> None:
    found = read_message(**changed)
    assert isinstance(found, Said)
    assert (found.text, found.content, found.reply_to) == ("Hola", {}, None)
