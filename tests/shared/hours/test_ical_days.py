"""Events of whole days that calendars write with times: as Outlook, Exchange and others do."""

import pytest

from shared.hours.ical import days_closed
from tests.shared.hours.test_ical import YEARS, closed

MARK = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
BERLIN = "TZID=Europe/Berlin"
CHRISTMAS = ["2026-12-25"]

# As Exchange publishes a calendar: zones by Windows' names, and with their rules.
PUBLISHED = """BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
X-WR-CALNAME:Closed
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
SUMMARY:Company trip
DTSTART;TZID=W. Europe Standard Time:20260703T000000
DTEND;TZID=W. Europe Standard Time:20260705T000000
CLASS:PUBLIC
TRANSP:OPAQUE
STATUS:CONFIRMED
X-MICROSOFT-CDO-BUSYSTATUS:OOF
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E009
SUMMARY:Meeting
DTSTART;TZID=W. Europe Standard Time:20260706T090000
DTEND;TZID=W. Europe Standard Time:20260706T100000
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_as_exchange_publishes_it() -> None:
    days = sorted(day.isoformat() for day in days_closed(PUBLISHED, YEARS))
    assert days == ["2026-07-03", "2026-07-04"]


@pytest.mark.parametrize(
    "event",
    [
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND;{BERLIN}:20261226T000000",
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND:20261225T230000Z",
        f"DTSTART;{BERLIN}:20261225T000000\nDURATION:P1D",
        "DTSTART:20261225T000000Z\nDTEND:20261226T000000Z",
        "DTSTART:20261225T000000\nDTEND:20261226T000000",
        f"DTSTART:20261225T000000Z\nDTEND:20261226T000000Z\n{MARK}",
        f"DTSTART:20261224T230000Z\nDTEND:20261225T230000Z\n{MARK}",  # Berlin's
        f"DTSTART:20261225T080000Z\nDTEND:20261226T080000Z\n{MARK}",  # San Francisco's
        f"DTSTART:20261224T150000Z\n{MARK}",  # Tokyo's
    ],
)
def test_midnight_to_midnight_and_what_is_marked_close_the_day(event: str) -> None:
    assert closed(event) == CHRISTMAS


@pytest.mark.parametrize(
    "event",
    [
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND;{BERLIN}:20261225T120000",
        f"DTSTART;{BERLIN}:20261225T090000\nDTEND;{BERLIN}:20261226T090000",
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND;{BERLIN}:20261225T000000",
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND:20261226T000000Z",
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND;VALUE=DATE:20261226",
        "DTSTART:20261225T000000Z\nDURATION:PT36H",
        "DTSTART:20261225T000000Z",
        "DTSTART:20261225T000000Z\nDTEND:20261226T000000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
        f"DTSTART;{BERLIN}:20261225T000000\nDTEND;{BERLIN}:20261226T000000\nSTATUS:CANCELLED",
    ],
)
def test_other_times_close_nothing(event: str) -> None:
    assert closed(event) == []


def test_over_a_change_of_clocks_a_day_is_a_day() -> None:
    event = f"DTSTART;{BERLIN}:20261025T000000\nDTEND;{BERLIN}:20261026T000000"
    assert closed(event) == ["2026-10-25"]


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ("", ["2026-06-25", "2027-06-25"]),
        ("EXDATE:20260624T220000Z", ["2027-06-25"]),
        (f"EXDATE;{BERLIN}:20270625T000000", ["2026-06-25"]),
    ],
)
def test_repeated_ones_come_round_and_are_left_out_by_their_clock(
    more: str, days: list[str]
) -> None:
    event = f"DTSTART;{BERLIN}:20200625T000000\nDTEND;{BERLIN}:20200626T000000"
    assert closed(f"{event}\nRRULE:FREQ=YEARLY\n{more}".rstrip()) == days


@pytest.mark.parametrize(
    ("until", "last"),
    [("20261207T225959Z", "2026-12-07"), ("20261207T230000Z", "2026-12-08")],
)
@pytest.mark.parametrize("start", [f";{BERLIN}:20261207T000000", ":20261206T230000Z"])
def test_the_end_of_a_rule_is_by_the_same_clock(start: str, until: str, last: str) -> None:
    event = f"DTSTART{start}\n{MARK}\nRRULE:FREQ=DAILY;UNTIL={until}"
    assert closed(event)[-1] == last
