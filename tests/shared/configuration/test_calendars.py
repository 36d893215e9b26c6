"""Calendars with their feeds: read with the configuration, and anew when a feed has news."""

from datetime import date
from typing import Any

import pytest

from shared import configuration
from shared.configuration import stored
from shared.hours.calendars import Calendar
from shared.hours.reading import NotACalendar
from tests.shared.hours.calendars_of import SHOP

URL = "https://example.com/days.ics"
MONDAY = date(2026, 11, 23)

pytestmark = pytest.mark.usefixtures("cloud")


def keep(**changes: Any) -> None:
    stored.put("hours", "shop", {**SHOP, **changes}, by="admin")


def fed(url: str, *days: str) -> None:
    stored.put_beside({"pk": "S#hours-feeds", "sk": "shop", "url": url, "days": list(days)})


def test_a_calendar_is_what_its_settings_say() -> None:
    keep()
    assert configuration.load().calendars == {"shop": Calendar.parse(SHOP)}


def test_a_team_without_a_calendar_has_the_business_s() -> None:
    keep()
    stored.put("hours", "night", {**SHOP, "week": {"mon": [["22:00", "06:00"]]}}, by="admin")
    stored.put("policy", "default", {"hours": "shop"}, by="admin")
    stored.put("teams", "late", {"hours": "night"}, by="admin")
    stored.put("teams", "sales", {}, by="admin")
    found = configuration.load()
    assert found.calendar("late") is found.calendars["night"]
    assert found.calendar("sales") is found.calendar() is found.calendars["shop"]
    stored.put("policy", "default", {}, by="admin")
    assert configuration.load().calendar("sales") is None


def test_the_days_of_its_own_feed_are_closed_as_soon_as_they_come() -> None:
    keep(ical_url=URL)
    assert configuration.load().calendars["shop"].hours_on(MONDAY) != ()
    fed(URL, "2026-11-23")
    assert configuration.load().calendars["shop"].hours_on(MONDAY) == ()


def test_what_another_address_told_does_not_count() -> None:
    keep(ical_url=URL)
    fed("https://example.com/other.ics", "2026-11-23")
    assert configuration.load().calendars["shop"].hours_on(MONDAY) != ()


def test_what_is_no_calendar_is_not_taken_for_one() -> None:
    keep(time_zone="Europe/Nowhere")
    with pytest.raises(NotACalendar):
        configuration.load()
