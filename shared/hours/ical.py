"""Closed days out of an iCalendar feed (RFC 5545): those that events of whole days cover."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice, takewhile
from typing import Any, Final

from dateutil.rrule import rrule, rrulestr
from icalendar import Calendar as Feed
from icalendar import vRecur

Event = Any  # to its types, each property may be of any of thirty kinds

_DAY: Final = timedelta(days=1)
_LONGEST_EVENT: Final = 400  # days
# A feed is somebody else's: what it says must not take as long as it likes.
_MOST_RULES: Final = 100
_MOST_TIMES: Final = 10_000  # that one rule may have come round since it began
_FREQUENCIES: Final = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")


def days_closed(ics_text: str, years: Collection[int]) -> frozenset[date]:
    """The days of ``years`` on which an event lies that lasts whole days and is not cancelled.

    Events with times are no closed days. Raises ValueError if the text is no calendar, or has
    an event that cannot be understood.
    """
    try:
        return frozenset(day for day in _days(ics_text, max(years)) if day.year in years)
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        # The libraries take a property with a value of another one's kind for what it should be.
        raise ValueError("an event cannot be understood") from error


def _days(ics_text: str, last_year: int) -> Iterator[date]:
    events = [event for event in _events(ics_text) if _is_whole_days(event)]
    if sum("RRULE" in event for event in events) > _MOST_RULES:
        raise ValueError(f"more than {_MOST_RULES} events that repeat")
    moved = {(_uid(e), _date(e["RECURRENCE-ID"])) for e in events if _moves(e)}
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        for first in _begins(event, date(last_year, 12, 31)):
            if _moves(event) or (_uid(event), first) not in moved:
                yield from _covered(event, first)


def _events(ics_text: str) -> Iterator[Event]:
    calendars = Feed.from_ical(ics_text, multiple=True)
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise ValueError("no calendar")
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            if event.errors or "DTSTART" not in event:
                raise ValueError(f"event {_uid(event)} cannot be understood")
            yield event


def _uid(event: Event) -> str:
    return str(event.get("UID", "without UID"))


def _is_whole_days(event: Event) -> bool:
    return not isinstance(event["DTSTART"].dt, datetime)


def _moves(event: Event) -> bool:
    """Whether it stands for one time of an event that repeats."""
    return "RECURRENCE-ID" in event


def _covered(event: Event, first: date) -> Iterator[date]:
    start = event["DTSTART"].dt
    if "DTEND" in event:
        length = (_date(event["DTEND"]) - start).days
    else:
        length = event["DURATION"].dt.days if "DURATION" in event else 1
    return (first + n * _DAY for n in range(min(max(length, 1), _LONGEST_EVENT)))


def _begins(event: Event, until: date) -> Iterator[date]:
    """The first day of each time, up to ``until``."""
    days = [event["DTSTART"].dt, *_dates(event.get("RDATE"))]
    repeats = _repeats(event, until) if "RRULE" in event and not _moves(event) else ()
    left_out = set(_dates(event.get("EXDATE")))
    return (day for day in chain(days, repeats) if day <= until and day not in left_out)


def _repeats(event: Event, until: date) -> Iterator[date]:
    days = (found.date() for found in islice(_rule(event), _MOST_TIMES + 1))
    for number, day in enumerate(takewhile(lambda day: day <= until, days)):
        if number == _MOST_TIMES:
            raise ValueError(f"an event repeats more than {_MOST_TIMES} times")
        yield day


def _rule(event: Event) -> rrule:
    told = event["RRULE"]
    odd = isinstance(told, list) or {"COUNT", "UNTIL"} <= set(told)
    if odd or told.get("FREQ", [""])[0] not in _FREQUENCIES:
        raise ValueError(f"event {_uid(event)} repeats in an unknown way")
    # The event has days and the library wants the end to be of the same kind as the beginning.
    ends = {"UNTIL": [_plain(told["UNTIL"][0])]} if "UNTIL" in told else {}
    text: Any = vRecur({**told, **ends})
    rule = rrulestr(text.to_ical().decode(), dtstart=datetime.combine(event["DTSTART"].dt, time()))
    if not isinstance(rule, rrule):
        raise ValueError("no single rule")
    return rule


def _dates(lists: Any) -> list[date]:
    """What EXDATE and RDATE hold: absent, one list, or several."""
    if lists is None:
        return []
    return [
        _date(one) for each in (lists if isinstance(lists, list) else [lists]) for one in each.dts
    ]


def _date(value: Any) -> date:
    return _plain(value.dt)


def _plain(found: date | tuple[date, ...]) -> date:
    day = found[0] if isinstance(found, tuple) else found  # a period
    return day.date() if isinstance(day, datetime) else day
