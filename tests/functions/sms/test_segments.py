"""Texts are counted as the phone network cuts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.sms.segments import segments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("€" * 152, 2),
        ("€" * 153, 3),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 66, 2),
        ("😀" * 67, 3),
        ("a" * 152 + "я", 3),
    ],
)
def test_a_text_takes_so_many(text: str, count: int) -> None:
    assert segments(text).count == count


@pytest.mark.parametrize("text", ["^{}\\[~]|€\f", "ñ à Ω \n\r @", "hello"])
def test_the_gsm_alphabet_and_its_extension_are_seven_bits(text: str) -> None:
    assert segments(text).encoding == "GSM-7"


@pytest.mark.parametrize("text", ["á", "ç", "`", "—", "\t", "🎉"])
def test_one_other_character_makes_the_whole_sixteen_bits(text: str) -> None:
    assert segments("hello" + text).encoding == "UCS-2"


@given(st.text(max_size=700))
def test_neither_too_few_nor_needlessly_many(text: str) -> None:
    found = segments(text)
    alone, joined = (160, 153) if found.encoding == "GSM-7" else (70, 67)
    if found.units <= alone:
        assert found.count == 1
    else:
        # A part may lack one unit where a pair did not fit.
        assert -(-found.units // joined) <= found.count <= -(-found.units // (joined - 1))
