import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from shared import table
from shared.hours.calendars import Region
from shared.hours.known_holidays import parsed
from shared.hours.reading import NotACalendar
from tests.clock import SteppingClock
from tests.shared.hours.calendars_of import SHOP, WEEKDAYS

OPEN = {**SHOP, "week": {day: [["09:00", "12:00"]] for day in WEEKDAYS}}
MADRID = {**OPEN, "holidays": {"country": "ES", "subdivision": "MD"}}
EPIPHANY = date(2026, 1, 6)


def kept() -> Any:
    return table.get("S#holidays", "ES/MD")


def make_known(days: list[str], now: int) -> None:
    item = {"pk": "S#holidays", "sk": "ES/MD", "looked_up_at": now, "days": {"2026": days}}
    table.put(item)


def test_holidays_are_looked_up_once_for_the_years_around(
    cloud: Any, the_time: SteppingClock
) -> None:
    first = parsed(MADRID, ())
    assert not first.hours_on(EPIPHANY)
    assert sorted(kept()["days"]) == ["2025", "2026", "2027", "2028"]
    assert parsed(MADRID, ()) == first
    assert first.region == Region("ES", "MD")


def test_what_is_kept_counts(cloud: Any, the_time: SteppingClock) -> None:
    make_known(["2026-11-23"], the_time())
    calendar = parsed(MADRID, ())
    assert calendar.hours_on(EPIPHANY)
    assert not calendar.hours_on(date(2026, 11, 23))


def test_what_is_kept_is_looked_up_anew_after_a_month(cloud: Any, the_time: SteppingClock) -> None:
    make_known([], the_time())
    the_time.advance(hours=24 * 30 - 1)
    assert parsed(MADRID, ()).hours_on(EPIPHANY)
    the_time.advance(hours=1)
    assert not parsed(MADRID, ()).hours_on(EPIPHANY)
    assert kept()["looked_up_at"] == the_time()


def test_a_year_that_is_not_kept_is_looked_up(cloud: Any, the_time: SteppingClock) -> None:
    make_known([], the_time())
    assert not parsed(MADRID, ()).hours_on(date(2031, 1, 6))


def test_a_country_without_a_part_has_its_own_days(cloud: Any, the_time: SteppingClock) -> None:
    parsed({**OPEN, "holidays": {"country": "ES"}}, ())
    assert table.get("S#holidays", "ES/")
    assert kept() is None


@pytest.mark.parametrize("holidays", [{"country": "XX"}, {"country": 5}, {}, "ES"])
def test_an_unknown_country_is_refused_and_nothing_is_kept(
    cloud: Any, the_time: SteppingClock, holidays: Any
) -> None:
    with pytest.raises(NotACalendar):
        parsed({**OPEN, "holidays": holidays}, ())
    assert list(table.query("S#holidays", "!", "~")) == []


def test_a_calendar_without_a_country_looks_nothing_up(cloud: Any, the_time: SteppingClock) -> None:
    assert parsed(OPEN, [EPIPHANY]).hours_on(EPIPHANY) == ()
    assert list(table.query("S#holidays", "!", "~")) == []


@pytest.mark.parametrize("settings", [SHOP, MADRID])
def test_a_calendar_whose_holidays_are_known_loads_no_library(settings: Any) -> None:
    program = (
        "import datetime, sys\n"
        "from shared.hours import known_holidays, opening, saying, stored\n"
        "known = {2026: frozenset([datetime.date(2026, 1, 6)])}\n"
        f"calendar = opening.Calendar.parse({settings!r}, (), known)\n"
        "opening.next_opening(calendar, 1767650400000)\n"
        "print({'holidays', 'icalendar', 'requests', 'pydantic'} & set(sys.modules) or 'none')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout == "none\n", done.stderr
