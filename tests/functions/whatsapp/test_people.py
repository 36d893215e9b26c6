"""A customer has one identity, whichever of the two ids WhatsApp happens to send."""

from typing import Any

import pytest

from functions.whatsapp.people import contacts_of, person
from shared.intake.fields import Unfit
from tests.functions.whatsapp.reading import ANA, ANAS_PHONE, CONTACT, event, said

UNA = "US.13491208655302741919"
KNOWN = contacts_of({"contacts": [CONTACT]})


def test_somebody_without_a_number_is_known_by_the_user_id() -> None:
    for name in ("username_only", "user_id_in_from"):
        found = said(name)
        assert (found.identity, found.other_identity, found.name) == (UNA, None, "Una")


def test_somebody_without_a_user_id_is_known_by_the_number() -> None:
    found = said("phone_only")
    assert (found.identity, found.other_identity) == (ANAS_PHONE, None)


def test_each_of_several_people_gets_their_own_name_and_ids() -> None:
    found = [(item.name, item.identity, item.other_identity) for item in event("several_people")]  # type: ignore[union-attr]
    ben = ("Ben Okri", "GB.30000000000000000003", "447700900123")
    assert found == [ben, ("Ana Ruiz", ANA, ANAS_PHONE), ben]


@pytest.mark.parametrize(
    ("user_id", "address"), [(ANA, ANAS_PHONE), (ANA, None), (None, ANAS_PHONE), (None, ANA),
                             (ANA, ANA), ("", "")]
)  # fmt: skip
def test_one_id_is_enough_where_the_contact_tells_the_other(user_id: Any, address: Any) -> None:
    assert person(user_id, address, KNOWN) == (ANA, ANAS_PHONE, "Ana Ruiz")


def test_a_stranger_is_not_taken_for_the_only_contact() -> None:
    assert person("GB.1", "447700900123", KNOWN) == ("GB.1", "447700900123", None)
    assert person("", "447700900123", KNOWN) == ("447700900123", None, None)
    assert person("GB.1", "", KNOWN) == ("GB.1", None, None)


def test_with_several_contacts_an_item_that_names_nobody_is_nobodys() -> None:
    several = contacts_of({"contacts": [CONTACT, {"wa_id": "447700900123"}]})
    with pytest.raises(Unfit):
        person(None, None, several)


@pytest.mark.parametrize(("user_id", "address"), [(None, None), (7, "1"), ("", ["1"]), ({}, {})])
def test_without_any_id_there_is_nobody(user_id: Any, address: Any) -> None:
    with pytest.raises(Unfit):
        person(user_id, address, {})


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ({"name": "Ana", "username": "ana.ruiz"}, "Ana"),
        ({"name": "", "username": "ana.ruiz"}, "ana.ruiz"),
        ({"name": 7}, None),
        (None, None),
        ("Ana", None),
    ],
)
def test_a_name_is_the_profiles_or_else_the_username(profile: Any, name: str | None) -> None:
    contacts = contacts_of({"contacts": [{"wa_id": ANAS_PHONE, "profile": profile}]})
    assert person(None, ANAS_PHONE, contacts) == (ANAS_PHONE, None, name)


@pytest.mark.parametrize(
    "contacts", [None, "x", [None], ["x"], [[]], [{"wa_id": 7}], {"wa_id": "1"}]
)
def test_odd_contacts_are_no_contacts(contacts: Any) -> None:
    assert person(ANA, None, contacts_of({"contacts": contacts})) == (ANA, None, None)
