"""Calendars as they are kept: the settings ``hours``, and what their feeds said last."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from shared import table
from shared.configuration import stored
from shared.hours.calendars import Calendar

FEEDS: Final = "S#hours-feeds"


def calendars() -> dict[str, Calendar]:
    """All of them by id. Raises Unavailable, and NotACalendar if what is kept is none."""
    documents = dict(stored.documents("hours"))
    feeds = _days() if any(said.get("ical_url") for said in documents.values()) else {}
    return {name: _calendar(said, feeds.get(name)) for name, said in documents.items()}


def _calendar(said: Mapping[str, Any], feed: tuple[str, frozenset[date]] | None) -> Calendar:
    """What a feed at another address told does not count."""
    own = feed is not None and feed[0] == said.get("ical_url")
    return Calendar.parse(said, feed[1] if feed and own else ())


def _days() -> dict[str, tuple[str, frozenset[date]]]:
    """By calendar, the address of its feed and the closed days that it told last."""
    return {
        item["sk"]: (item["url"], frozenset(map(date.fromisoformat, item.get("days", ()))))
        for item in table.query(FEEDS, "!", "~")
    }
