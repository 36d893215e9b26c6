"""Closed days out of an iCalendar feed (RFC 5545): those that events of whole days cover."""

from collections.abc import Callable, Collection, Iterator
from datetime import MAXYEAR, date, datetime, time
from itertools import chain, islice, takewhile
from time import monotonic
from typing import Any, Final, TypeVar

from dateutil.rrule import rrule, rrulestr
from icalendar import vRecur

from shared.hours.ical_days import DAY, Event, day_of, is_whole_days, last_day, length
from shared.hours.ical_lines import TELLING, Parser

Found = TypeVar("Found")

_LONGEST_EVENT: Final = 400  # days
# A feed is somebody else's: what it says must not take as long as it likes.
_MOST_RULES: Final = 100
_MOST_TIMES: Final = 10_000  # that one rule may have come round since it began
_LONGEST_S: Final = 5.0  # for all events, and however long one of them takes
_ROUND_YEARS: Final = 400
_FREQUENCIES: Final = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_ODD: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def days_closed(
    ics_text: str, years: Collection[int], unread: list[str] | None = None
) -> frozenset[date]:
    """The days of ``years`` on which an event lies that lasts whole days and is not cancelled.

    Other events with times are no closed days. Why an event cannot be understood is added to
    ``unread``. Raises ValueError if the text is no calendar, or nothing in it can be understood.
    """
    odd: list[str] = []
    try:
        calendars = Parser(ics_text).parse()
    except _ODD as error:
        raise ValueError("no calendar") from error
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise ValueError("no calendar")
    events: list[Event] = [event for each in calendars for event in each.walk("VEVENT")]
    days = frozenset(day for day in _days(events, max(years), odd) if day.year in years)
    if odd and len(odd) >= len(events):
        raise ValueError(odd[0])
    if unread is not None:
        unread.extend(odd)
    return days


def _days(given: list[Event], last_year: int, odd: list[str]) -> Iterator[date]:
    events = [event for event in given if _tried(event, _closes, odd)]
    if sum("RRULE" in event for event in events) > _MOST_RULES:
        raise ValueError(f"more than {_MOST_RULES} events that repeat")
    moved = {(_uid(e), day_of(e, e["RECURRENCE-ID"].dt)) for e in events if _moves(e)}
    over = monotonic() + _LONGEST_S
    for event in events:
        if monotonic() > over:
            raise ValueError(f"takes longer than {_LONGEST_S:.0f} seconds")
        yield from _tried(event, lambda e: _of(e, date(last_year, 12, 31), moved), odd) or ()


def _tried(event: Event, what: Callable[[Event], Found], odd: list[str]) -> Found | None:
    try:
        return what(event)
    except _ODD as error:
        # The libraries take a property with a value of another one's kind for what it should be.
        odd.append(f"event {_uid(event)} cannot be understood: {error}")
        return None


def _closes(event: Event) -> bool:
    for name, why in event.errors:
        if name in TELLING:
            raise ValueError(f"{name}: {why}")
    if _moves(event):
        day_of(event, event["RECURRENCE-ID"].dt)
    return is_whole_days(event)


def _of(event: Event, until: date, moved: set[tuple[str, date]]) -> list[date]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return []
    begins = _begins(event, until)
    first = [day for day in begins if _moves(event) or (_uid(event), day) not in moved]
    return [day for begin in first for day in _covered(event, begin)]


def _uid(event: Event) -> str:
    return str(event.get("UID", "without UID"))


def _moves(event: Event) -> bool:
    """Whether it stands for one time of an event that repeats."""
    return "RECURRENCE-ID" in event


def _covered(event: Event, first: date) -> Iterator[date]:
    return (first + n * DAY for n in range(min(max(length(event), 1), _LONGEST_EVENT)))


def _begins(event: Event, until: date) -> Iterator[date]:
    """The first day of each time, up to ``until``."""
    days = [_first(event), *_dates(event, "RDATE")]
    does = "RRULE" in event and not _moves(event) and days[0] <= until
    repeats = _repeats(event, until) if does else ()
    left_out = set(_dates(event, "EXDATE"))
    return (day for day in chain(days, repeats) if day <= until and day not in left_out)


def _first(event: Event) -> date:
    return day_of(event, event["DTSTART"].dt)


def _repeats(event: Event, until: date) -> Iterator[date]:
    days = islice(_times(event, until), _MOST_TIMES + 1)
    for number, day in enumerate(takewhile(lambda day: day <= until, days)):
        if number == _MOST_TIMES:
            raise ValueError(f"an event repeats more than {_MOST_TIMES} times")
        yield day


def _times(event: Event, until: date) -> Iterator[date]:
    """A rule that nothing fits is searched up to the year 9999. The calendar comes round every 400
    years, weekdays too, so the search begins as late as it may."""
    later = (MAXYEAR - until.year) // _ROUND_YEARS * _ROUND_YEARS
    for found in _rule(event, later):
        yield found.date().replace(year=found.year - later)


def _rule(event: Event, later: int) -> rrule:
    told = event["RRULE"]
    odd = isinstance(told, list) or {"COUNT", "UNTIL"} <= set(told)
    if odd or told.get("FREQ", [""])[0] not in _FREQUENCIES:
        raise ValueError(f"event {_uid(event)} repeats in an unknown way")
    # The event has days and the library wants the end to be of the same kind as the beginning.
    ends = {}
    if "UNTIL" in told:
        last = min(last_day(event, told["UNTIL"][0]), date(MAXYEAR - later, 12, 31))
        ends = {"UNTIL": [last.replace(year=last.year + later)]}
    text: Any = vRecur({**told, **ends})
    first = _first(event)
    start = datetime.combine(first.replace(year=first.year + later), time())
    rule = rrulestr(text.to_ical().decode(), dtstart=start)
    if not isinstance(rule, rrule):
        raise ValueError("no single rule")
    return rule


def _dates(event: Event, name: str) -> list[date]:
    """What EXDATE and RDATE hold: absent, one list, or several."""
    lists = event.get(name, [])
    every = lists if isinstance(lists, list) else [lists]
    return [day_of(event, one.dt) for each in every for one in each.dts]
