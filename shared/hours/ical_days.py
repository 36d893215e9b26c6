"""Which events of an iCalendar feed last whole days, and on which days their times lie: pure.

An event of whole days has dates (RFC 5545, section 3.6.1). Some calendars write times instead: from
midnight to midnight, or with the mark that Microsoft's [MS-OXCICAL] tells of; Exchange may write
those as the bounds of its own day in UTC.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

Event = Any  # to its library's types, each property may be of any of thirty kinds

DAY: Final = timedelta(days=1)
_MARK: Final = "X-MICROSOFT-CDO-ALLDAYEVENT"


def is_whole_days(event: Event) -> bool:
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        return True
    if _MARK in event:
        return str(event[_MARK]).upper() == "TRUE"
    return start.time() == time() and _ends_at_midnight(event, start)


def day_of(event: Event, value: Any) -> date:
    """The day that ``value``, a date or a time of the whole-day ``event``, stands for.

    A time is the midnight that is nearest by the clock of the event's zone, for what is marked may
    be written in another zone than it was meant in.
    """
    return _plain(_on_its_clock(event, value), timedelta(hours=12))


def last_day(event: Event, until: Any) -> date:
    """The last day on which ``event`` may begin, if its rule says that it does ``until`` then."""
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        return _plain(until, timedelta())
    midnight = datetime.combine(day_of(event, start), time(), start.tzinfo)
    return _plain(_on_its_clock(event, until), midnight - start)


def length(event: Event) -> int:
    """Of how many days."""
    if "DTEND" in event:
        first = day_of(event, event["DTSTART"].dt)
        return (day_of(event, event["DTEND"].dt) - first).days
    return int(event["DURATION"].dt.days) if "DURATION" in event else 1


def _ends_at_midnight(event: Event, start: datetime) -> bool:
    if "DTEND" in event:
        end = _on_its_clock(event, event["DTEND"].dt)
        return isinstance(end, datetime) and end.time() == time() and end.date() > start.date()
    took = event["DURATION"].dt if "DURATION" in event else timedelta()
    return bool(took >= DAY and not took % DAY)


def _on_its_clock(event: Event, value: Any) -> Any:
    found = value[0] if isinstance(value, tuple) else value  # a period
    zone = getattr(event["DTSTART"].dt, "tzinfo", None)
    aware = zone and isinstance(found, datetime) and found.tzinfo
    return found.astimezone(zone) if aware else found


def _plain(found: Any, more: timedelta) -> date:
    day: date = (found + more).date() if isinstance(found, datetime) else found
    return day
