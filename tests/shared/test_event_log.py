"""Reading the event log's pages and days."""

import pytest

from shared import event_log, table
from shared.event_log import LEAP, Place
from shared.keys import lists
from tests.clock import SteppingClock

pytestmark = pytest.mark.usefixtures("cloud")
BORDER = lists.EVENTS_PER_PK


def put(*numbers: int) -> None:
    for seq in numbers:
        table.put({"pk": lists.events_pk(seq), "sk": lists.events_sk(seq), "kind": "events"})


def note(day: str, first: int) -> None:
    table.put({"pk": lists.EVENT_DAYS, "sk": day, "kind": "day", "first": first})


def read(seq: int) -> list[int]:
    return [int(page["sk"]) for page in event_log.pages(seq)]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 25])
def test_pages_are_read_to_the_end(count: int) -> None:
    put(*range(3, 3 + count))
    assert read(3) == list(range(3, 3 + count))


def test_the_border_of_a_partition_is_no_end_and_an_end_may_be_there() -> None:
    put(BORDER - 2, BORDER - 1)
    assert read(BORDER - 2) == [BORDER - 2, BORDER - 1]
    assert read(BORDER) == []
    put(BORDER, BORDER + 1)
    assert read(BORDER - 1) == [BORDER - 1, BORDER, BORDER + 1]


def test_the_end_is_after_the_newest_page_of_the_newest_day() -> None:
    assert event_log.end() == 1
    note("2026-01-01", 1)
    assert event_log.end() == 1
    put(1, 2, 3)
    assert event_log.end() == 4
    note("2026-01-02", 4)
    assert event_log.end() == 4


def test_a_silence_is_crossed_to_the_first_day_after_it(the_time: SteppingClock) -> None:
    note("2026-01-01", 5)
    assert event_log.after_silence(7, the_time.now) == 7
    note("2026-01-02", 9)
    assert event_log.after_silence(7, the_time.now) == 7
    note("2027-03-01", 9 + LEAP)
    note("2027-03-02", 12 + LEAP)
    assert event_log.after_silence(10, the_time.now) == 9 + LEAP
    assert event_log.after_silence(10 + LEAP, the_time.now) == 10 + LEAP


def test_a_place_spells_itself() -> None:
    assert Place.parse(str(Place(12, 3))) == Place(12, 3)

    for bad in ("", "1", "a.b", "1.2.3"):
        with pytest.raises(ValueError):
            Place.parse(bad)
