"""Public holidays: looked up by the sweep, and known to whoever reads the calendar after it."""

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from shared import configuration, table
from shared.configuration import stored
from shared.hours import known_holidays
from tests.clock import SteppingClock
from tests.shared.hours.calendars_of import SHOP, WEEKDAYS

OPEN = {**SHOP, "week": {day: [["09:00", "12:00"]] for day in WEEKDAYS}}
MADRID = {**OPEN, "holidays": {"country": "ES", "subdivision": "MD"}}
EPIPHANY = date(2026, 1, 6)


def known() -> Any:
    return table.get("S#holidays", "ES/MD")


def shop() -> Any:
    return configuration.load().calendars["shop"]


def keep(said: Any) -> None:
    stored.put("hours", "shop", said, by="admin")


def test_they_count_before_and_after_they_are_looked_up(
    cloud: Any, the_time: SteppingClock
) -> None:
    keep(MADRID)
    assert (shop().holidays, shop().hours_on(EPIPHANY)) == ({}, ())
    assert known_holidays.refresh(the_time()) == 1
    assert sorted(known()["days"]) == ["2025", "2026", "2027", "2028"]
    assert (sorted(shop().holidays), shop().hours_on(EPIPHANY)) == ([2025, 2026, 2027, 2028], ())
    assert known_holidays.refresh(the_time()) == 0


def test_what_is_known_counts_until_it_is_looked_up_anew(
    cloud: Any, the_time: SteppingClock
) -> None:
    keep(MADRID)
    item = {"pk": "S#holidays", "sk": "ES/MD", "looked_up_at": the_time(), "days": {"2026": []}}
    stored.put_beside(item)
    assert shop().hours_on(EPIPHANY)
    the_time.advance(hours=24 * 30 - 1)
    assert known_holidays.refresh(the_time()) == 0
    the_time.advance(hours=1)
    assert known_holidays.refresh(the_time()) == 1
    assert not shop().hours_on(EPIPHANY)


def test_a_year_that_is_not_known_is_looked_up(cloud: Any, the_time: SteppingClock) -> None:
    keep(MADRID)
    known_holidays.refresh(the_time())
    assert not shop().hours_on(date(2031, 1, 6))


def test_a_country_without_a_part_has_its_own_days(cloud: Any, the_time: SteppingClock) -> None:
    keep({**OPEN, "holidays": {"country": "ES"}})
    known_holidays.refresh(the_time())
    assert table.get("S#holidays", "ES/")
    assert known() is None


def test_a_calendar_without_a_country_looks_nothing_up(cloud: Any, the_time: SteppingClock) -> None:
    keep(OPEN)
    assert known_holidays.refresh(the_time()) == 0


def test_a_region_that_the_library_no_longer_has_keeps_its_days_and_holds_up_no_other(
    cloud: Any, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    stored.put("hours", "a", {**OPEN, "holidays": {"country": "YU"}}, by="admin")
    keep(MADRID)
    gone = {"pk": "S#holidays", "sk": "YU/", "looked_up_at": 0, "days": {"2026": ["2026-01-07"]}}
    stored.put_beside({**gone, "kind": "settings"})
    assert [known_holidays.refresh(the_time()) for _ in range(3)] == [1, 0, 0]
    assert known()
    failed = [record for record in caplog.records if hasattr(record, "HolidaysFailed")]
    assert [record.calendar for record in failed] == ["a"]  # type: ignore[attr-defined]
    assert not configuration.load().calendars["a"].hours_on(date(2026, 1, 7))
    the_time.advance(hours=24)
    known_holidays.refresh(the_time())
    assert len([record for record in caplog.records if hasattr(record, "HolidaysFailed")]) == 2


def test_a_region_of_which_nothing_is_known_holds_up_no_other(
    cloud: Any, the_time: SteppingClock
) -> None:
    stored.put("hours", "a", {**OPEN, "holidays": {"country": "YU"}}, by="admin")
    keep(MADRID)
    assert known_holidays.refresh(the_time()) == 1
    assert known()


@pytest.mark.parametrize("settings", [SHOP, MADRID])
def test_a_calendar_whose_holidays_are_known_loads_no_library(settings: Any) -> None:
    program = (
        "import datetime, sys\n"
        "from shared import configuration\n"
        "from shared.hours import known_holidays, opening, saying\n"
        "known = {2026: frozenset([datetime.date(2026, 1, 6)])}\n"
        f"calendar = opening.Calendar.parse({settings!r}, (), known)\n"
        "opening.next_opening(calendar, 1767650400000)\n"
        "print({'holidays', 'icalendar', 'requests', 'pydantic'} & set(sys.modules) or 'none')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout == "none\n", done.stderr
