"""Notices about a customer are events of their conversation, whatever id it goes by now."""

from shared.messages import Said
from tests.functions.whatsapp.reading import ANA, ANAS_PHONE, read_message, said

NEW = "ES.20000000000000000002"


def test_a_changed_number_is_told_under_the_new_id_and_names_the_one_before() -> None:
    found = said("number_changed")
    assert (found.type, found.identity, found.other_identity) == ("event", NEW, ANA)
    assert found.content == {
        "event": "number-changed",
        "kind": "user_changed_number",
        "wa_id": "34600999888",
        "user_id": "ES.20000000000000000002",
    }
    assert found.text == "User Ana Ruiz changed from 34600111222 to 34600999888"


def test_a_changed_user_id_is_told_so_too() -> None:
    found = said("user_id_changed")
    assert (found.identity, found.other_identity) == (NEW, ANA)
    assert found.content["event"] == "user-id-changed"
    assert found.content["user_id"] == "ES.20000000000000000002"


def test_an_older_notice_without_user_ids_is_read_too() -> None:
    system = {"type": "customer_changed_number", "new_wa_id": "34600999888", "body": "x"}
    found = read_message(type="system", system=system, from_user_id=None)
    assert isinstance(found, Said)
    assert (found.identity, found.content["event"]) == (ANAS_PHONE, "number-changed")
    assert found.content["new_wa_id"] == "34600999888"


def test_a_number_alone_makes_nobody_somebody_else() -> None:
    system = {"type": "user_changed_number", "wa_id": "34600999888", "body": "x"}
    found = read_message(type="system", system=system, from_user_id=None)
    assert isinstance(found, Said)
    assert (found.identity, found.other_identity) == (ANAS_PHONE, None)


def test_an_unknown_notice_is_an_event_under_its_own_name() -> None:
    found = read_message(type="system", system={"type": "user_joined"})
    assert isinstance(found, Said)
    assert found.content == {"event": "system", "kind": "user_joined"}
