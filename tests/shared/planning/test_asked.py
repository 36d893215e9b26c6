"""Answers to questions are taken as people write them, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.planning.asked import LONGEST, valid


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("number", " 42 ", "42"),
        ("number", "3,5", "3.5"),
        ("number", "-7", "-7"),
        ("number", "٤٢", "42"),
        ("number", "4\ufe0f\u20e32\ufe0f\u20e3", "42"),
        ("number", "42 euros", ""),
        ("number", "²", ""),
        ("number", "", ""),
        ("email", "It is Ana@Example.org.", "ana@example.org"),
        ("email", "ana@example", ""),
        ("email", "a@b.org or c@d.org", ""),
        ("date", "2026-02-28", "2026-02-28"),
        ("date", "28.2.2026", "2026-02-28"),
        ("date", "28/02/2026", "2026-02-28"),
        ("date", "30.2.2026", ""),
        ("date", "tomorrow", ""),
        ("text", "  Ana María ", "Ana María"),
        ("text", "  ", ""),
        ("text", "x" * 2000, "x" * LONGEST),
    ],
)
def test_what_is_kept_of_an_answer(kind: str, text: str, kept: str) -> None:
    assert valid(kind, text, "es") == kept


def test_americans_write_the_month_first() -> None:
    assert valid("date", "2/28/2026", "en-US") == "2026-02-28"
    assert valid("date", "2/28/2026", "en-GB") == ""


@given(st.sampled_from(["number", "email", "date", "text"]), st.text(max_size=60))
def test_what_was_kept_is_itself_an_answer(kind: str, text: str) -> None:
    kept = valid(kind, text, "en")
    assert kept == "" or valid(kind, kept, "en") == kept
