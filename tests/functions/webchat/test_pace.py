"""How often one may ask: counted a minute at a time, for each by itself, in bounded memory."""

from functions.webchat.pace import Pace
from tests.clock import SteppingClock


def test_each_has_a_minutes_worth(the_time: SteppingClock) -> None:
    pace = Pace(2)
    assert [pace.allows("one") for _ in range(3)] == [True, True, False]
    assert pace.allows("two")
    the_time.advance(seconds=59)
    assert not pace.allows("one")
    the_time.advance(seconds=1)
    assert pace.allows("one")


def test_a_flood_of_names_does_not_fill_the_memory(the_time: SteppingClock) -> None:
    pace = Pace(1)
    for number in range(25_000):
        pace.allows(number)
    assert len(pace._counts) <= 10_001
