"""Calendars as they are kept: ``S#hours`` / <id>, and what their feeds said, ``S#hours-feeds``."""

from datetime import date
from typing import Final

from shared import table
from shared.hours.calendars import MEMBERS, Calendar

CALENDARS: Final = "S#hours"
FEEDS: Final = "S#hours-feeds"


def stored(calendar: str) -> Calendar | None:
    """The calendar with that id; None, which is always open, if there is none.

    Raises NotACalendar if what is kept is none, Unavailable.
    """
    item = table.get(CALENDARS, calendar)
    if item is None:
        return None
    settings = {name: value for name, value in item.items() if name in MEMBERS}
    return Calendar.parse(settings, kept_days(calendar, item.get("ical_url")))


def kept_days(calendar: str, url: str | None) -> frozenset[date]:
    """The closed days that the feed at ``url`` told when it was last fetched for ``calendar``."""
    kept = table.get(FEEDS, calendar) if url else None
    if kept is None or kept["url"] != url:
        return frozenset()
    return frozenset(date.fromisoformat(day) for day in kept.get("days", ()))
