"""Public holidays that were looked up once: ``S#holidays`` / <country>/<part>.

Loading the library takes most of a second of a small function's time, reading an item a few
milliseconds. What is kept is looked up anew every month, for countries change their minds.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from shared import clock, table
from shared.hours.calendars import Calendar, Holidays, Region

HOLIDAYS: Final = "S#holidays"
_KEPT_MS: Final = 30 * 86_400_000
_YEARS: Final = range(-1, 3)  # from last year to the one after next


def parsed(settings: Mapping[str, Any], feed_days: Collection[date]) -> Calendar:
    """What ``Calendar.parse`` says, with the holidays that are kept; keeps them if none are.

    Raises NotACalendar, Unavailable.
    """
    now, described = clock.now_ms(), settings.get("holidays")
    kept = table.get(HOLIDAYS, _name(described)) if isinstance(described, Mapping) else None
    if kept and now < kept["looked_up_at"] + _KEPT_MS:
        return Calendar.parse(settings, feed_days, _from_item(kept["days"]))
    calendar = Calendar.parse(settings, feed_days)
    if calendar.region is None:
        return calendar
    return replace(calendar, holidays=_look_up(calendar.region, _name(described), now))


def _name(described: Any) -> str:
    return f"{described.get('country')}/{described.get('subdivision') or ''}"


def _from_item(days: Mapping[str, list[str]]) -> Holidays:
    return {int(year): frozenset(map(date.fromisoformat, found)) for year, found in days.items()}


def _look_up(region: Region, name: str, now: int) -> Holidays:
    this_year = datetime.fromtimestamp(now // 1000, UTC).year
    found = {this_year + n: region.days(this_year + n) for n in _YEARS}
    days = {str(y): sorted(day.isoformat() for day in of_year) for y, of_year in found.items()}
    key = {"pk": HOLIDAYS, "sk": name, "kind": "settings"}
    table.put({**key, "looked_up_at": now, "days": days})
    return found
