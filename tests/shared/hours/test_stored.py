from datetime import date
from typing import Any

import pytest

from shared import table
from shared.hours.calendars import Calendar
from shared.hours.reading import NotACalendar
from shared.hours.stored import kept_days, stored
from tests.shared.hours.calendars_of import SHOP

URL = "https://example.com/days.ics"


def keep(**changes: Any) -> None:
    table.put({"pk": "S#hours", "sk": "shop", "kind": "settings", **SHOP, **changes})


def test_a_calendar_is_what_its_settings_say(cloud: Any) -> None:
    keep()
    assert stored("shop") == Calendar.parse(SHOP)


def test_an_id_that_is_unknown_has_no_calendar(cloud: Any) -> None:
    assert stored("shop") is None


def test_the_days_of_its_own_feed_are_closed(cloud: Any) -> None:
    keep(ical_url=URL)
    table.put({"pk": "S#hours-feeds", "sk": "shop", "url": URL, "days": ["2026-11-23"]})
    found = stored("shop")
    assert found is not None
    assert found.hours_on(date(2026, 11, 23)) == ()
    assert kept_days("shop", "https://example.com/other.ics") == frozenset()


def test_what_is_no_calendar_is_not_taken_for_one(cloud: Any) -> None:
    keep(time_zone="Europe/Nowhere")
    with pytest.raises(NotACalendar):
        stored("shop")
