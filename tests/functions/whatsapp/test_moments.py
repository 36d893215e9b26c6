"""A moment is read to the millisecond, or not at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.whatsapp.moments import moment
from shared.intake.fields import Unfit


@given(st.integers(10**9, 10**10 - 1))
def test_seconds_are_read_as_text_and_as_a_number(seconds: int) -> None:
    assert moment({"timestamp": str(seconds)}) == seconds * 1000
    assert moment({"timestamp": seconds}) == seconds * 1000


@given(st.integers(10**12, 10**13 - 1))
def test_milliseconds_are_known_by_their_size(ms: int) -> None:
    assert moment({"timestamp": str(ms)}) == ms
    assert moment({"timestamp": ms}) == ms


@pytest.mark.parametrize(
    "value",
    [
        *("", "yesterday", "0", "1764000", "-1764000000", "+1764000000", " 1764000000"),
        *("1764000000.5", "1_764_000_000", "0764000000", "17640000001", "1" * 5000),
        *("\u0661\u0667\u0666\u0664\u0660\u0660\u0660\u0660\u0660\u0660", "176400000\u00b2"),
        *(None, True, 0, -1764000000, 1764000000.0, 17640000001, ["1764000000"], {}),
    ],
)
def test_what_is_no_moment_is_refused(value: Any) -> None:
    with pytest.raises(Unfit):
        moment({"timestamp": value})


def test_a_missing_moment_is_refused() -> None:
    with pytest.raises(Unfit):
        moment({})
