"""Facts are the same text, however they were written."""

import pytest

from shared.people import facts
from shared.people.facts import Fact, of_card, of_identity


@pytest.mark.parametrize(
    "text", ["34600111222", "+34600111222", "+34 600-111-222", "+34 (600) 111.222"]
)
def test_a_number_is_its_digits(text: str) -> None:
    assert facts.phone(text) == Fact("phone", "34600111222")


@pytest.mark.parametrize("text", ["", None, "12345", "0034600111222", "+34 600 x", "1" * 16])
def test_what_is_no_whole_number_is_none(text: str | None) -> None:
    assert facts.phone(text) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("María  José", "maria jose"),
        ("O'Brien, Ann", "o brien ann"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER M}aria", "maria"),
        ("王小明", "王小明"),
        ("Groß", "gross"),
    ],
)
def test_a_name_is_its_letters(text: str, same: str) -> None:
    assert facts.name(text) == Fact("name", same)


@pytest.mark.parametrize("text", ["", None, "☀️", "M", " . "])
def test_a_name_without_two_letters_is_none(text: str | None) -> None:
    assert facts.name(text) is None


def test_a_platforms_id_is_a_number_only_where_its_ids_are() -> None:
    phone = {Fact("phone", "34600111222")}
    for channel, identity, found in (
        ("whatsapp", "34600111222", phone),
        ("sms", "+34600111222", phone),
        ("rcs", "+34600111222", phone),
        ("telegram", "34600111222", set()),
        ("whatsapp", "ES.34600111222", set()),
        ("sms", "12345", set()),
    ):
        assert of_identity({"channel": channel, "identity": identity}) == found


def test_only_what_a_site_vouched_for_is_an_account() -> None:
    def known(identity: str) -> set[Fact]:
        return of_identity({"channel": "webchat", "identity": identity})

    assert known("u-4711") == {Fact("account", "4711")}
    assert known("u-Ana@Example.com") == {
        Fact("account", "Ana@Example.com"),
        Fact("email", "ana@example.com"),
    }
    assert known("v-4711") == set()


def test_nothing_is_known_of_what_is_not_there() -> None:
    assert of_identity({}) == of_card({}) == set()
    assert of_card({"name": "", "email": "", "note": "x"}) == set()
