from contextlib import suppress
from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hours import ical
from shared.hours.ical import days_closed

YEARS = (2026, 2027)


def feed(*events: str) -> str:
    """A calendar of events, each given as its lines."""
    inside = "\n".join(f"BEGIN:VEVENT\nUID:{n}\n{e}\nEND:VEVENT" for n, e in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{inside}\nEND:VCALENDAR\n"


def closed(*events: str) -> list[str]:
    return [day.isoformat() for day in sorted(days_closed(feed(*events), YEARS))]


def test_an_event_of_a_whole_day_is_a_closed_day() -> None:
    assert closed("DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261208") == ["2026-12-07"]
    assert closed("DTSTART;VALUE=DATE:20261207") == ["2026-12-07"]
    assert closed("DTSTART;VALUE=DATE:20261207\nDTEND;VALUE=DATE:20261207") == ["2026-12-07"]


def test_the_end_of_an_event_is_the_first_day_after_it() -> None:
    days = ["2026-12-31", "2027-01-01", "2027-01-02"]
    assert closed("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270103") == days
    assert closed("DTSTART;VALUE=DATE:20261231\nDURATION:P3D") == days


def test_an_event_that_shows_as_free_is_a_closed_day_too() -> None:
    # Public calendars of holidays say so of all their events.
    assert closed("DTSTART;VALUE=DATE:20261207\nTRANSP:TRANSPARENT") == ["2026-12-07"]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20261207T100000Z\nDTEND:20261207T120000Z",
        "DTSTART;VALUE=DATE:20261207\nSTATUS:CANCELLED",
        "DTSTART;VALUE=DATE:20251207",
        "DTSTART;VALUE=DATE:99991231\nDURATION:P3D",
    ],
)
def test_what_is_timed_or_cancelled_or_of_another_year_closes_nothing(event: str) -> None:
    assert closed(event) == []


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=YEARLY", ["2026-12-07", "2027-12-07"]),
        ("FREQ=YEARLY;UNTIL=20261231T000000Z", ["2026-12-07"]),
        ("FREQ=YEARLY;UNTIL=20261207", ["2026-12-07"]),
        ("FREQ=YEARLY;COUNT=3", []),
        ("FREQ=YEARLY;COUNT=7", ["2026-12-07"]),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=1MO", ["2026-12-07", "2027-12-06"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", []),
    ],
)
def test_an_event_comes_round_as_its_rule_says(rule: str, days: list[str]) -> None:
    found = closed(f"DTSTART;VALUE=DATE:20201207\nRRULE:{rule}")
    assert found == days


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []),
        ("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30,31", []),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;UNTIL=20270101", []),
        ("FREQ=DAILY;BYMONTH=2;BYYEARDAY=1", []),
        ("FREQ=DAILY;INTERVAL=1000;UNTIL=99991231", ["2026-05-30"]),
        ("FREQ=WEEKLY;INTERVAL=100;BYDAY=TU", ["2026-09-08"]),
    ],
)
def test_a_rule_that_nothing_fits_takes_no_longer_than_others(rule: str, days: list[str]) -> None:
    began = process_time()
    found = closed(f"DTSTART;VALUE=DATE:20201207\nRRULE:{rule}")
    assert process_time() - began < 1
    assert found == days


def test_a_rule_may_begin_on_a_leap_day_and_after_all_that_counts() -> None:
    assert closed("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;INTERVAL=2") == []
    assert closed("DTSTART;VALUE=DATE:99991207\nRRULE:FREQ=YEARLY") == []


def test_a_feed_whose_rules_take_too_long_together_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ical, "_LONGEST_S", 0.0)
    with pytest.raises(ValueError, match="takes longer"):
        closed(*["DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=YEARLY"] * 2)


def test_times_left_out_or_added_count_as_such() -> None:
    event = "DTSTART;VALUE=DATE:20201207\nRRULE:FREQ=YEARLY\n"
    assert closed(event + "EXDATE;VALUE=DATE:20261207,20251207") == ["2027-12-07"]
    assert closed(event + "EXDATE;VALUE=DATE:20251207\nEXDATE;VALUE=DATE:20271207") == [
        "2026-12-07"
    ]
    assert closed("DTSTART;VALUE=DATE:20201207\nRDATE;VALUE=DATE:20260506") == ["2026-05-06"]


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ("", ["2026-12-09", "2027-12-07"]),
        ("RRULE:FREQ=YEARLY\n", ["2026-12-09", "2027-12-07"]),
        ("STATUS:CANCELLED\n", ["2027-12-07"]),
    ],
)
def test_one_time_of_an_event_may_be_moved_or_cancelled(change: str, days: list[str]) -> None:
    repeated = "DTSTART;VALUE=DATE:20201207\nRRULE:FREQ=YEARLY"
    moved = f"UID:0\n{change}RECURRENCE-ID;VALUE=DATE:20261207\nDTSTART;VALUE=DATE:20261209"
    text = feed(repeated, moved).replace("UID:1\n", "")
    assert [day.isoformat() for day in sorted(days_closed(text, YEARS))] == days


def test_a_feed_may_hold_several_calendars_or_no_event() -> None:
    one = feed("DTSTART;VALUE=DATE:20261207")
    other = feed("DTSTART;VALUE=DATE:20270101")
    assert days_closed(one + other, YEARS) == {date(2026, 12, 7), date(2027, 1, 1)}
    assert days_closed(feed(), YEARS) == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "CREATED:00001231T000000Z",  # as Google's calendars have it
        "LAST-MODIFIED:",
        "PRIORITY:high",
        "a line of a description that was not folded",
        "BEGIN:VALARM\nTRIGGER:soon\nnonsense\nEND:VALARM",
        "GEO:1\nATTACH;VALUE=BINARY;ENCODING=BASE64:???\nX-FOO;VALUE=DATE:abc",
    ],
)
def test_what_says_nothing_about_the_days_of_an_event_may_be_wrong(line: str) -> None:
    assert closed(f"DTSTART;VALUE=DATE:20261207\n{line}") == ["2026-12-07"]


@pytest.mark.parametrize("odd", ["DTSTART:soon", "DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=NEVER"])
def test_an_event_that_cannot_be_understood_leaves_the_others_and_is_told(odd: str) -> None:
    unread: list[str] = []
    text = feed(odd, "DTSTART;VALUE=DATE:20261225", odd)
    assert days_closed(text, YEARS, unread) == {date(2026, 12, 25)}
    assert len(unread) == 2
    assert unread[0].startswith("event 0 ")


@pytest.mark.parametrize(
    "zone", ["(UTC+01:00) Amsterdam, Berlin", "W. Europe Standard Time", "tzone://Microsoft/Utc"]
)
def test_a_zone_of_outlook_s_may_be_without_quotes(zone: str) -> None:
    times = (f"DTSTART;TZID={zone}:20261207T000000", f"DTEND;TZID={zone}:20261208T000000")
    assert closed("\n".join(times)) == ["2026-12-07"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!DOCTYPE html><p>Please sign in</p>",
        "BEGIN:VCALENDAR\n",
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261207\nEND:VEVENT\n",
        feed("DTSTART:soon"),
        feed("SUMMARY:no day"),
        feed("DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=NEVER"),
        feed("DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=SECONDLY"),
        feed("DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=YEARLY\nRRULE:FREQ=DAILY"),
        feed("DTSTART;VALUE=DATE:20261207\nEXDATE:never"),
        feed("DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY"),
        feed(*["DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=YEARLY"] * 101),
        feed("DTSTART;VALUE=DATE:20261207\nDTEND:soon"),
        feed("DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=YEARLY;BYDAY=XX"),
        feed("DTSTART;VALUE=DATE:20261207\nRRULE:FREQ=YEARLY;INTERVAL=0"),
        feed("DTSTART;VALUE=DURATION:P1D"),
        feed("DTSTART;VALUE=DATE:20261207\nDURATION;VALUE=DATE:20261207"),
    ],
)
def test_what_cannot_be_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        days_closed(text, YEARS)


LINES = [
    "BEGIN:VEVENT",
    "END:VEVENT",
    "DTSTART;VALUE=DATE:20261207",
    "DTSTART;VALUE=PERIOD:20261207T000000Z/P1D",
    "DTEND;VALUE=DATE:20251208",
    "DTSTART;TZID=Europe/Berlin:20261207T000000",
    "DTSTART:20261207T000000",
    "DTEND:20261208T000000Z",
    "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    "DURATION:-P1D",
    "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261209",
    "RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1",
    "RDATE;VALUE=PERIOD:20261207T000000Z/P1D",
    "EXDATE:20261207T000000Z",
    "RECURRENCE-ID:20261207T000000Z",
    "UID:1",
]


@given(st.lists(st.sampled_from(LINES), max_size=10))
def test_whatever_a_feed_holds_it_has_days_or_is_refused(lines: list[str]) -> None:
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    with suppress(ValueError):
        assert all(day.year in YEARS for day in days_closed(text, YEARS))
