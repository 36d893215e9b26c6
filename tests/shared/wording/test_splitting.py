"""Long texts in parts: where a person would part them, and never more than fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import TextTooLong
from shared.wording.graphemes import joined
from shared.wording.splitting import MOST_PARTS, Unit, fits, length, split

UNITS: tuple[Unit, ...] = ("characters", "utf16", "bytes")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PIECES = st.sampled_from(
    ["word", " ", "\n", "\n\n", ". ", "e\u0301", FAMILY, "\U0001f1ea\U0001f1f8", "\u3002", "\u4f60"]
)


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert split("  as it is \n", 20, "characters") == ["  as it is \n"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two.\n\nthree. four", ["one two.", "three. four"]),
        ("one two\nthree. four", ["one two", "three. four"]),
        ("one. two. three four", ["one. two.", "three four"]),
        ("one two three four", ["one two", "three four"]),
        ("onetwothreefourfive", ["onetwothreef", "ourfive"]),
        ("one, twothreefourfive", ["one,", "twothreefour", "five"]),
        (
            "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u3002\u4e5d\u5341\u4e00\u4e8c\u4e09",
            ["\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u3002", "\u4e5d\u5341\u4e00\u4e8c\u4e09"],
        ),
    ],
    ids=["paragraph", "line", "sentence", "word", "letter", "early word", "Chinese sentence"],
)
def test_it_is_parted_at_the_best_place(text: str, parts: list[str]) -> None:
    assert split(text, 12, "characters") == parts


def test_white_space_after_a_part_takes_no_room() -> None:
    assert split("123456 \n\n7890", 6, "characters") == ["123456", "7890"]


@pytest.mark.parametrize(("unit", "units"), [("characters", 5), ("utf16", 8), ("bytes", 18)])
def test_each_channel_counts_in_its_own_way(unit: Unit, units: int) -> None:
    assert length(FAMILY, unit) == units
    assert fits(FAMILY, units, unit)
    assert not fits(FAMILY, units - 1, unit)
    assert split(f"{FAMILY}{FAMILY}", units, unit) == [FAMILY, FAMILY]


def test_what_reads_as_one_and_is_too_long_by_itself_is_parted_all_the_same() -> None:
    assert "".join(split("a" + "\u0301" * 20, 8, "characters")) == "a" + "\u0301" * 20


def test_more_than_the_most_parts_are_refused() -> None:
    assert len(split("x" * 4 * MOST_PARTS, 4, "characters")) == MOST_PARTS
    with pytest.raises(TextTooLong) as refusal:
        split("x" * (4 * MOST_PARTS + 1), 4, "characters")
    assert (refusal.value.longest, refusal.value.unit) == (4 * MOST_PARTS, "characters")


@given(
    pieces=st.lists(PIECES, max_size=60), longest=st.integers(32, 64), unit=st.sampled_from(UNITS)
)
def test_nothing_is_lost_but_white_space(pieces: list[str], longest: int, unit: Unit) -> None:
    text = "".join(pieces)
    parts = split(text, longest, unit, most=100)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(length(part, unit) <= longest for part in parts)
    if len(parts) > 1:
        assert all(part.strip() == part != "" for part in parts)


@given(
    pieces=st.lists(PIECES, max_size=60), longest=st.integers(32, 64), unit=st.sampled_from(UNITS)
)
def test_no_character_is_parted(pieces: list[str], longest: int, unit: Unit) -> None:
    text, at = "".join(pieces), 0
    for part in split(text, longest, unit, most=100):
        at = text.index(part, at)
        assert not joined(text, at)
        at += len(part)
        assert not joined(text, at)


@given(text=st.text(max_size=200), unit=st.sampled_from(UNITS))
def test_any_text_at_all_can_be_parted(text: str, unit: Unit) -> None:
    parts = split(text, 4, unit, most=1_000)
    assert all(fits(part, 4, unit) for part in parts)
