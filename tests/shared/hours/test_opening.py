import pytest

from shared.hours.opening import (
    after_open_ms,
    closes_at,
    is_open,
    next_opening,
    open_ms_between,
)
from tests.shared.hours.calendars_of import calendar, ms

HOUR = 3_600_000
SHOP = calendar()
NIGHTS = calendar(daily=[["22:00", "06:00"]])
NEVER = calendar(week={})
ALWAYS = calendar(daily=[["00:00", "24:00"]])


@pytest.mark.parametrize(
    ("wall", "open_then"),
    [
        ("2026-11-23 08:59:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 13:59:59", True),
        ("2026-11-23 14:00", False),  # the break of a split shift
        ("2026-11-23 16:00", True),
        ("2026-11-23 19:30", False),
        ("2026-11-28 12:00", True),  # Saturday
        ("2026-11-29 12:00", False),
    ],
)
def test_hours_are_those_of_the_wall_clock(wall: str, open_then: bool) -> None:
    assert is_open(SHOP, ms(wall)) is open_then


def test_closed_hours_end_at_the_next_opening() -> None:
    assert next_opening(SHOP, ms("2026-11-23 14:30")) == ms("2026-11-23 16:00")
    assert next_opening(SHOP, ms("2026-11-28 13:00")) == ms("2026-11-30 09:00")


def test_an_open_moment_is_its_own_next_opening() -> None:
    assert next_opening(SHOP, ms("2026-11-23 09:30")) == ms("2026-11-23 09:30")


def test_open_hours_end_when_they_close_and_closed_ones_do_not() -> None:
    assert closes_at(SHOP, ms("2026-11-23 09:30")) == ms("2026-11-23 14:00")
    assert closes_at(SHOP, ms("2026-11-23 14:00")) is None


def test_hours_that_touch_are_one_stretch() -> None:
    touching = calendar(daily=[["00:00", "06:00"], ["22:00", "24:00"]])
    assert closes_at(touching, ms("2026-11-23 23:00")) == ms("2026-11-24 06:00")


def test_what_never_closes_has_no_closing_time() -> None:
    assert closes_at(ALWAYS, ms("2026-11-23 23:00")) is None
    assert closes_at(None, 5) is None


def test_a_night_belongs_to_the_day_it_begins() -> None:
    closed_on_the_24th = calendar(
        daily=[["22:00", "06:00"]], exceptions=[{"date": "2026-12-24", "hours": []}]
    )
    assert is_open(closed_on_the_24th, ms("2026-12-24 05:00"))
    assert not is_open(closed_on_the_24th, ms("2026-12-24 23:00"))
    assert not is_open(closed_on_the_24th, ms("2026-12-25 05:00"))
    assert is_open(closed_on_the_24th, ms("2026-12-25 23:00"))


def test_a_night_that_reaches_into_morning_hours_counts_once() -> None:
    both = calendar(daily=[["07:00", "12:00"], ["22:00", "08:00"]])
    day = ms("2026-11-23 00:00"), ms("2026-11-24 00:00")
    assert open_ms_between(both, *day) == (12 + 2) * HOUR


def test_nobody_comes_back_to_what_never_opens() -> None:
    now = ms("2026-11-23 12:00")
    assert next_opening(NEVER, now) is None
    assert after_open_ms(NEVER, now, 1) is None
    assert open_ms_between(NEVER, now, now + 1000 * HOUR) == 0


@pytest.mark.parametrize(("days", "found"), [(400, True), (401, False)])
def test_an_opening_is_looked_for_within_400_days(days: int, found: bool) -> None:
    opens = ms("2027-12-28 12:00", "UTC")
    once = calendar(
        "UTC", week={}, exceptions=[{"date": "2027-12-28", "hours": [["12:00", "13:00"]]}]
    )
    now = opens - days * 24 * HOUR
    assert next_opening(once, now) == (opens if found else None)


def test_business_time_leaves_out_breaks_and_nights() -> None:
    start, end = ms("2026-11-23 13:00"), ms("2026-11-24 10:00")
    assert open_ms_between(SHOP, start, end) == int((1 + 3.5 + 1) * HOUR)
    assert open_ms_between(SHOP, end, start) == 0


def test_a_target_in_business_time_is_reached_on_a_later_day() -> None:
    assert after_open_ms(SHOP, ms("2026-11-27 19:00"), 2 * HOUR) == ms("2026-11-28 11:30")


def test_a_target_that_is_filled_at_closing_is_reached_at_closing() -> None:
    assert after_open_ms(SHOP, ms("2026-11-23 13:00"), HOUR) == ms("2026-11-23 14:00")


def test_no_calendar_is_always_open() -> None:
    assert is_open(None, 7)
    assert next_opening(None, 7) == 7
    assert open_ms_between(None, 7, 12) == 5
    assert open_ms_between(None, 12, 7) == 0
    assert after_open_ms(None, 7, 5) == 12


@pytest.mark.parametrize(
    ("zone", "day", "next_day", "hours"),
    [
        ("Europe/Madrid", "2026-03-29", "2026-03-30", 23),
        ("Europe/Madrid", "2026-10-25", "2026-10-26", 25),
        ("America/New_York", "2026-03-08", "2026-03-09", 23),
        ("America/New_York", "2026-11-01", "2026-11-02", 25),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-05", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-06", 24.5),
        ("America/Havana", "2026-03-08", "2026-03-09", 23),  # has no midnight
        ("America/Havana", "2026-11-01", "2026-11-02", 25),  # has two hours from midnight
        ("Pacific/Apia", "2011-12-30", "2011-12-31", 0),  # was left out
    ],
)
def test_a_day_has_as_many_hours_as_its_clock_shows(
    zone: str, day: str, next_day: str, hours: float
) -> None:
    whole = calendar(zone, week={}, exceptions=[{"date": day, "hours": [["00:00", "24:00"]]}])
    around = ms(day, zone) - 48 * HOUR, ms(next_day, zone) + 48 * HOUR
    assert open_ms_between(whole, *around) == int(hours * HOUR)
    if hours:
        opens = next_opening(whole, around[0])
        assert opens is not None
        assert closes_at(whole, opens) == ms(next_day, zone)


def test_a_time_that_the_clock_skips_is_the_moment_of_the_change() -> None:
    early = calendar(daily=[["02:30", "05:00"]])
    change = ms("2026-03-29 03:00")
    assert next_opening(early, ms("2026-03-29 00:00")) == change
    assert is_open(early, change)
    assert closes_at(early, change) == ms("2026-03-29 05:00")


def test_hours_that_the_clock_skips_altogether_do_not_open() -> None:
    skipped = calendar(daily=[["02:10", "02:50"]])
    assert next_opening(skipped, ms("2026-03-29 00:00")) == ms("2026-03-30 02:10")


def test_a_time_that_the_clock_shows_twice_is_its_first_one() -> None:
    late = calendar(daily=[["00:00", "02:30"]])
    first, second = ms("2026-10-25 02:30"), ms("2026-10-25 02:15", fold=1)
    assert closes_at(late, ms("2026-10-25 00:00")) == first
    assert not is_open(late, second)


def test_a_night_over_a_change_is_an_hour_shorter_or_longer() -> None:
    spring = ms("2026-03-28 12:00"), ms("2026-03-29 12:00")
    autumn = ms("2026-10-24 12:00"), ms("2026-10-25 12:00")
    assert open_ms_between(NIGHTS, *spring) == 7 * HOUR
    assert open_ms_between(NIGHTS, *autumn) == 9 * HOUR
