"""Waiting for what may come."""

from shared import polling
from tests.clock import SteppingClock


def test_what_is_there_is_found_without_waiting(the_time: SteppingClock) -> None:
    assert polling.until(lambda: "news", 20) == "news"
    assert the_time.pauses == []


def test_it_ends_as_soon_as_something_came(the_time: SteppingClock) -> None:
    came = the_time.now + 3_000
    assert polling.until(lambda: the_time.now if the_time.now >= came else None, 20)
    assert came <= the_time.now <= came + 2_000


def test_nothing_is_found_after_exactly_that_time(the_time: SteppingClock) -> None:
    began = the_time.now
    assert polling.until(lambda: None, 20) is None
    assert the_time.now == began + 20_000
    assert len(the_time.pauses) == 12


def test_without_time_it_looks_once(the_time: SteppingClock) -> None:
    looks: list[int] = []
    assert polling.until(lambda: looks.append(1), 0) is None
    assert (looks, the_time.pauses) == ([1], [])
