"""Calendars for tests, and moments written as people say them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from shared.hours.calendars import Calendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHOP = {
    "time_zone": "Europe/Madrid",
    "week": {
        **{day: [["09:00", "14:00"], ["16:00", "19:30"]] for day in WEEKDAYS[:5]},
        "sat": [["10:00", "13:00"]],
    },
}


def calendar(zone: str = "Europe/Madrid", **changes: Any) -> Calendar:
    """The shop of ``SHOP``, with changes; ``daily`` are the hours of each day of the week."""
    daily = changes.pop("daily", None)
    week = {"week": dict.fromkeys(WEEKDAYS, daily)} if daily else {}
    return Calendar.parse({**SHOP, "time_zone": zone, **week, **changes})


def ms(wall: str, zone: str = "Europe/Madrid", fold: int = 0) -> int:
    """``2026-03-29 03:30`` on the clock of ``zone``, as ms since the epoch."""
    shown = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return int(shown.timestamp()) * 1000
