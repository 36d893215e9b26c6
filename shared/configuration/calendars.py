"""Calendars as they are kept: the settings ``hours``, and what their feeds said last."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from shared import table
from shared.configuration import stored
from shared.hours.calendars import Calendar
from shared.hours.known_holidays import kept, of

FEEDS: Final = "S#hours-feeds"


def calendars() -> dict[str, Calendar]:
    """All of them by id. Raises Unavailable, and NotACalendar if what is kept is none."""
    documents = dict(stored.documents("hours"))
    feeds = _days() if any(said.get("ical_url") for said in documents.values()) else {}
    known = kept() if any(said.get("holidays") for said in documents.values()) else {}
    return {
        name: Calendar.parse(said, _closed(said, feeds.get(name)), of(known, said))
        for name, said in documents.items()
    }


def _closed(said: Mapping[str, Any], feed: tuple[str, frozenset[date]] | None) -> frozenset[date]:
    """What a feed at another address told does not count."""
    return feed[1] if feed and feed[0] == said.get("ical_url") else frozenset()


def _days() -> dict[str, tuple[str, frozenset[date]]]:
    """By calendar, the address of its feed and the closed days that it told last."""
    return {
        item["sk"]: (item["url"], frozenset(map(date.fromisoformat, item.get("days", ()))))
        for item in table.query(FEEDS, "!", "~")
    }
