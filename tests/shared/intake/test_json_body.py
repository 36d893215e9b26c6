"""A JSON body becomes values that can be stored, or a ValueError and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.intake.json_body import read

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(PLAIN, st.booleans())
def test_every_value_comes_back_as_it_was_written(value: object, escaped: bool) -> None:
    assert read(json.dumps(value, ensure_ascii=escaped).encode()) == value


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_whatever_is_read_can_be_written_as_utf8(name: str, text: str) -> None:
    value = read(json.dumps({name: [text]}).encode())
    assert json.dumps(value, ensure_ascii=False).encode()


@given(st.binary())
def test_any_bytes_are_read_or_refused_with_a_value_error(body: bytes) -> None:
    try:
        value = read(body)
    except ValueError:
        return
    assert value == json.loads(body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (rb'"\ud83c\udf89 \ud83c\udf89"', "🎉 🎉"),
        (rb'"cut \ud83d"', "cut \ufffd"),
        (rb'"\udf89 cut"', "\ufffd cut"),
        (rb'"\ud83d\ud83c\udf89"', "\ufffd🎉"),
        (rb'"\uD83D"', "\ufffd"),
        (rb'"\\ud83d"', "\\ud83d"),
        (rb'"\\ud83d\udf89"', "\\ud83d\ufffd"),
        (rb'"\ud55c\uae00"', "한글"),
        (rb'{"\ud83d":["\ud83d",1]}', {"\ufffd": ["\ufffd", 1]}),
    ],
)
def test_half_an_emoji_becomes_the_replacement_character(body: bytes, value: object) -> None:
    assert read(body) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"{",
        b"{} {}",
        b"{'a': 1}",
        b"[NaN]",
        b"[Infinity]",
        b"[-Infinity]",
        b"[1e999]",
        b'"\xff"',
        b'"\xed\xa0\xbd"',
        b"\xef\xbb\xbf{}",
        b"[" * 200_000,
        b"[" * 200_000 + b"]" * 200_000,
        b"1" * 5_000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        read(body)


def test_blanks_around_the_value_are_no_part_of_it() -> None:
    assert read(b'\r\n {"a": 1.5}\t\n') == {"a": 1.5}
