"""Numerals of all makes are the digits that they stand for, and nothing else becomes one."""

import pytest

from shared.wording.numerals import in_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("2\ufe0f\u20e3", "2"),
        ("2\u20e3", "2"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("\N{KEYCAP TEN}", "10"),
        ("\u2461", "2"),  # in a circle
        ("\u2777", "2"),  # in a black one
        ("\u2473", "20"),
        ("\uff12\uff13", "23"),  # of full width
        ("\u0662", "2"),
        ("\u0968", "2"),
        ("\u200f2\u200e ", "2"),
        (" 2. ", "2."),
    ],
)
def test_numerals_are_their_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    "text", ["10\u00b2", "\u00bd", "H\u2082O", "two", "caf\u00e9", "\u4e8c", ""]
)
def test_what_is_no_numeral_stays(text: str) -> None:
    assert in_digits(text) == text
