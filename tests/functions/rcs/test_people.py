"""Phone numbers, exactly as Google writes them."""

import pytest

from functions.rcs.people import person
from shared.intake.fields import Unfit


@pytest.mark.parametrize("number", ["+34600111222", "+123", "+999999999999999"])
def test_a_number_stays_as_it_is(number: str) -> None:
    assert person({"senderPhoneNumber": number}) == number
    assert person({"phoneNumber": number}, "phoneNumber") == number


@pytest.mark.parametrize(
    "other", ["", "34600111222", "+", "+12", "+1234567890123456", "+1 234", "+1234\n", "+١٢٣", 7]
)
def test_what_is_no_number_is_nobody(other: object) -> None:
    with pytest.raises(Unfit):
        person({"senderPhoneNumber": other})
