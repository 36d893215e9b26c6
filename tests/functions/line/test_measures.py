"""LINE counts code units of UTF-16."""

import pytest

from functions.line.measures import cut, fitting
from shared.errors import MessageRejected


@pytest.mark.parametrize(
    ("text", "longest", "left"),
    [("abc", 3, "abc"), ("abcd", 3, "abc"), ("a🎉b", 2, "a"), ("🎉🎉🎉", 4, "🎉🎉"), ("🎉", 1, "")],
)
def test_no_character_is_torn(text: str, longest: int, left: str) -> None:
    assert cut(text, longest) == left


def test_the_longest_text_is_5000_units() -> None:
    assert fitting("🎉" * 2500) == "🎉" * 2500
    for wrong in ("🎉" * 2500 + "a", "a" * 5001, ""):
        with pytest.raises(MessageRejected):
            fitting(wrong)
