"""One clock for everything, which tests can set, and times as the API writes them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock
from tests.clock import SteppingClock


def test_the_clock_tells_milliseconds_of_this_century() -> None:
    assert 1_767_000_000_000 < clock.now_ms() < 4_102_444_800_000


def test_a_clock_that_was_set_moves_only_when_told(the_time: SteppingClock) -> None:
    assert clock.now_ms() == clock.now_ms() == 1_767_225_600_000
    the_time.advance(hours=1, seconds=2, ms=3)
    assert clock.now_ms() == 1_767_229_202_003


def test_the_clock_before_comes_back_even_after_a_failure() -> None:
    with clock.running_on(lambda: 1):
        with pytest.raises(RuntimeError), clock.running_on(lambda: 2):
            assert clock.now_ms() == 2
            raise RuntimeError
        assert clock.now_ms() == 1
    assert clock.now_ms() > 2


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_767_225_600_000, "2026-01-01T00:00:00.000Z"),
        (1_767_225_600_007, "2026-01-01T00:00:00.007Z"),
        (1_709_208_000_999, "2024-02-29T12:00:00.999Z"),
    ],
)
def test_times_are_written_in_utc_with_milliseconds(ms: int, text: str) -> None:
    assert clock.rfc3339(ms) == text


@given(st.integers(0, 9_999_999_999_999))
def test_no_millisecond_is_lost_in_writing(ms: int) -> None:
    read = datetime.fromisoformat(clock.rfc3339(ms))
    assert round(read.timestamp() * 1000) == ms
