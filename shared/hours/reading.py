"""Checked reading of a calendar's settings: what is wrong is named, with its place."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlsplit

from shared.hours.wall_clock import DAY_MIN

Hours = tuple[tuple[int, int], ...]  # (from, to) in minutes after the day's midnight, in order

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME: Final = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])", re.ASCII)
_LONGEST_URL: Final = 2_000


class NotACalendar(ValueError):
    """What is wrong (``detail``), and where: ``pointer`` is a JSON pointer's fragment."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(f"{pointer}: {detail}")
        self.pointer, self.detail = pointer, detail


def members(value: object, pointer: str, known: Sequence[str]) -> Mapping[str, Any]:
    """An object with no other members than ``known``. Raises NotACalendar."""
    if not isinstance(value, Mapping):
        raise NotACalendar(pointer, "must be an object")
    for name in value:
        if name not in known:
            raise NotACalendar(f"{pointer}/{name}", f"is unknown; known are {', '.join(known)}")
    return value


def text(value: object, pointer: str) -> str:
    """A text that is not empty. Raises NotACalendar."""
    if isinstance(value, str) and value:
        return value
    raise NotACalendar(pointer, "must be a text")


def items(value: object, pointer: str) -> list[Any]:
    """A list. Raises NotACalendar."""
    if isinstance(value, list):
        return value
    raise NotACalendar(pointer, "must be a list")


def week(value: object) -> tuple[Hours, ...]:
    """The hours of Monday to Sunday; a day that is not named is closed. Raises NotACalendar."""
    days = members(value, "#/week", WEEKDAYS)
    return tuple(hours(days.get(name, []), f"#/week/{name}") for name in WEEKDAYS)


def exceptions(value: object) -> dict[date, Hours]:
    """Day → its own hours, none if it is closed. Raises NotACalendar."""
    found: dict[date, Hours] = {}
    for number, entry in enumerate(items(value, "#/exceptions")):
        pointer = f"#/exceptions/{number}"
        known = members(entry, pointer, ("date", "hours", "name"))
        day = _day(known.get("date"), f"{pointer}/date")
        if day in found:
            raise NotACalendar(f"{pointer}/date", f"{day} is there twice")
        if "name" in known:
            text(known["name"], f"{pointer}/name")
        found[day] = hours(known.get("hours", []), f"{pointer}/hours")
    return found


def hours(value: object, pointer: str) -> Hours:
    """Spans like ``["09:00", "14:00"]`` in the day's order. Raises NotACalendar.

    One that ends no later than it begins ends on the next day.
    """
    spans = [_span(pair, f"{pointer}/{n}") for n, pair in enumerate(items(value, pointer))]
    for (_, end), (start, _) in pairwise(sorted(spans)):
        if start < end:
            number = max(n for n, span in enumerate(spans) if span[0] == start)
            raise NotACalendar(f"{pointer}/{number}", "overlaps another span of the day")
    return tuple(sorted(spans))


def url(value: object, pointer: str) -> str:
    """An https address. Raises NotACalendar."""
    found = text(value, pointer)
    if not _is_https(found):
        raise NotACalendar(pointer, "must be an https address, without a password")
    return found


def _is_https(link: str) -> bool:
    if len(link) > _LONGEST_URL or not link.isprintable() or " " in link:
        return False
    try:
        parts = urlsplit(link)
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None


def _span(value: object, pointer: str) -> tuple[int, int]:
    pair = items(value, pointer)
    if len(pair) != 2:
        raise NotACalendar(pointer, 'must be two times, such as ["09:00", "14:00"]')
    start, end = (_minutes(one, f"{pointer}/{n}") for n, one in enumerate(pair))
    if start == DAY_MIN:
        raise NotACalendar(f"{pointer}/0", "24:00 is an end only")
    if start == end:
        raise NotACalendar(pointer, 'is empty; a whole day is ["00:00", "24:00"]')
    return start, end if end > start else end + DAY_MIN


def _minutes(value: object, pointer: str) -> int:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    minutes = int(found[1]) * 60 + int(found[2]) if found else DAY_MIN + 1
    if minutes > DAY_MIN:
        raise NotACalendar(pointer, "must be a time from 00:00 to 24:00")
    return minutes


def _day(value: object, pointer: str) -> date:
    shown = text(value, pointer)
    try:
        day = date.fromisoformat(shown)
    except ValueError:
        raise NotACalendar(pointer, f"{shown!r} is no day, such as 2026-12-24") from None
    if day.isoformat() != shown or not 1970 <= day.year < 9_000:
        raise NotACalendar(pointer, f"{shown!r} is no day, such as 2026-12-24")
    return day
