"""What holds for any calendar at any time."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from shared.hours.calendars import Calendar
from shared.hours.opening import (
    after_open_ms,
    closes_at,
    is_open,
    next_opening,
    open_ms_between,
)
from tests.shared.hours.calendars_of import WEEKDAYS, ms

HOUR = 3_600_000
ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
CHANGES = [
    ms(day, zone)
    for zone, days in {
        "Europe/Madrid": ("2026-03-29", "2026-10-25"),
        "America/New_York": ("2026-03-08", "2026-11-01"),
        "Australia/Lord_Howe": ("2026-10-04", "2026-04-05"),
    }.items()
    for day in days
]
# Mostly near changes of clocks, where it is hard.
times = st.one_of(
    st.builds(
        lambda change, off: change + off,
        st.sampled_from(CHANGES),
        st.integers(-48 * HOUR, 72 * HOUR),
    ),
    st.integers(ms("2026-01-01"), ms("2027-12-31")),
)
_minutes = st.integers(0, 1439)
lengths = st.integers(0, 30 * 24 * HOUR)


def shown(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def hours(draw: st.DrawFn) -> list[list[str]]:
    edges = sorted(draw(st.sets(_minutes, max_size=6)))
    if len(edges) % 2:
        edges.append(1440)
    return [[shown(a), shown(b)] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@st.composite
def settings(draw: st.DrawFn) -> dict[str, Any]:
    week = {day: draw(hours()) for day in draw(st.sets(st.sampled_from(WEEKDAYS)))}
    if draw(st.booleans()):
        week["sat"] = [["22:15", "06:00"]]
    days = draw(st.sets(st.dates(date(2026, 3, 1), date(2026, 11, 5))))
    exceptions = [{"date": day.isoformat(), "hours": draw(hours())} for day in sorted(days)]
    zone = draw(st.sampled_from(ZONES))
    return {"time_zone": zone, "week": week, "exceptions": exceptions}


calendars = st.one_of(st.none(), settings().map(Calendar.parse))


@given(calendars, times, lengths, lengths)
def test_business_time_adds_up(calendar: Calendar | None, at: int, one: int, two: int) -> None:
    parts = (
        open_ms_between(calendar, at, at + one),
        open_ms_between(calendar, at + one, at + one + two),
    )
    assert open_ms_between(calendar, at, at + one + two) == sum(parts)
    assert 0 <= parts[0] <= one


@given(calendars, times, lengths)
def test_a_target_is_the_first_moment_with_that_much_business_time(
    calendar: Calendar | None, at: int, target: int
) -> None:
    reached = after_open_ms(calendar, at, target)
    if reached is None:
        assert open_ms_between(calendar, at, at + 400 * 24 * HOUR) < target
        return
    assert open_ms_between(calendar, at, reached) == target
    assert target == 0 or open_ms_between(calendar, at, reached - 1) == target - 1


@given(calendars, times)
def test_the_next_opening_is_open_and_all_before_it_is_closed(
    calendar: Calendar | None, at: int
) -> None:
    opens = next_opening(calendar, at)
    if opens is None:
        assert open_ms_between(calendar, at, at + 400 * 24 * HOUR) == 0
        return
    assert is_open(calendar, opens)
    assert open_ms_between(calendar, at, opens) == 0
    assert opens == at or not is_open(calendar, opens - 1)


@given(calendars, times)
def test_open_hours_are_open_until_they_close(calendar: Calendar | None, at: int) -> None:
    closes = closes_at(calendar, at)
    if closes is None:
        assert calendar is None or not is_open(calendar, at)
        return
    assert open_ms_between(calendar, at, closes) == closes - at
    assert not is_open(calendar, closes)


@given(settings(), times)
def test_where_the_clock_is_plain_its_hands_say_whether_it_is_open(
    described: dict[str, Any], at: int
) -> None:
    zone = ZoneInfo(described["time_zone"])
    wall = datetime.fromtimestamp(at // 1000, zone).replace(tzinfo=None)
    if len({wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}) > 1:
        return  # the clock shows this time twice
    exceptions = {e["date"]: e["hours"] for e in described["exceptions"]}

    def spans(days_back: int) -> list[tuple[str, str]]:
        day = datetime.fromordinal(wall.toordinal() - days_back)
        usual = described["week"].get(WEEKDAYS[day.weekday()], [])
        found: list[tuple[str, str]] = exceptions.get(day.date().isoformat(), usual)
        return found

    now = f"{wall:%H:%M}"
    today = any(a <= now and (now < b or b <= a) for a, b in spans(0))
    last_night = any(b <= a and now < b for a, b in spans(1))
    assert is_open(Calendar.parse(described), at) is (today or last_night)
