"""What is asked of a calendar. All times are milliseconds since the Unix epoch; a calendar of
``None`` is always open."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from shared.hours.calendars import Calendar
from shared.hours.wall_clock import day_at, moment

FAR_DAYS: Final = 400  # whoever is closed for longer does not come back
_FAR_MS: Final = FAR_DAYS * 86_400_000
_DAY: Final = timedelta(days=1)


def is_open(calendar: Calendar | None, at: int) -> bool:
    """Whether somebody is there at ``at``; no longer at the moment of closing."""
    return next_opening(calendar, at) == at


def next_opening(calendar: Calendar | None, at: int) -> int | None:
    """``at`` itself if that is open, else when it opens next; None if not within 400 days."""
    if calendar is None:
        return at
    start = next((start for start, _ in _spans(calendar, at)), None)
    return None if start is None or start - at > _FAR_MS else start


def closes_at(calendar: Calendar | None, at: int) -> int | None:
    """When the hours that ``at`` lies in end; None if ``at`` is closed, or no end is within 400
    days."""
    if calendar is None:
        return None
    end = at
    for start, until in _spans(calendar, at):
        if start > end:
            break
        end = until
        if end - at > _FAR_MS:
            return None
    return end if end > at else None


def open_ms_between(calendar: Calendar | None, start: int, end: int) -> int:
    """Business time from ``start`` to ``end``; 0 if that is not later."""
    if calendar is None:
        return max(0, end - start)
    total = 0
    for opens, closes in _spans(calendar, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def after_open_ms(calendar: Calendar | None, at: int, ms: int) -> int | None:
    """The first moment by which ``ms`` of business time have passed since ``at``.

    None if it is never reached, since the calendar stays closed for 400 days before.
    """
    if calendar is None or ms <= 0:
        return at + max(0, ms)
    left = ms
    for opens, closes in _spans(calendar, at):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def _spans(calendar: Calendar, at: int) -> Iterator[tuple[int, int]]:
    """Open stretches from ``at`` on, in order and never overlapping, until 400 closed days."""
    where, ended, closed_days = calendar.time_zone, at, 0
    # The night before may reach into the day, and a clock set back over midnight shows it twice.
    day = day_at(where, at) - 2 * _DAY
    while closed_days <= FAR_DAYS + 3:
        closed_days += 1
        for start, end in calendar.hours_on(day):
            opens = max(moment(where, day, start), ended)
            closes = moment(where, day, end)
            if closes > opens:
                yield opens, closes
                ended, closed_days = closes, 0
        day += _DAY
