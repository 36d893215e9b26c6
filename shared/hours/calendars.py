"""A calendar of business hours: which hours each day has, on its own wall clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from shared.hours import reading
from shared.hours.country_days import country_days
from shared.hours.reading import Hours, NotACalendar
from shared.hours.wall_clock import zone

MEMBERS: Final = ("time_zone", "week", "holidays", "ical_url", "exceptions")
_CHECKED_YEAR: Final = 2026


@dataclass(frozen=True, slots=True)
class Region:
    """Whose public holidays are closed days."""

    country: str
    subdivision: str | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Business hours. ``None`` in its place means that somebody is always there."""

    time_zone: ZoneInfo
    week: tuple[Hours, ...]  # Monday to Sunday
    exceptions: Mapping[date, Hours]
    region: Region | None
    ical_url: str | None
    feed_days: frozenset[date]  # closed days that the feed of ``ical_url`` told

    @classmethod
    def parse(cls, settings: Mapping[str, Any], feed_days: Collection[date] = ()) -> Self:
        """The calendar that ``settings`` describe, as ``PUT /v1/hours/{id}`` takes them.

        Raises NotACalendar, a ValueError, which names what is wrong and where.
        """
        given = reading.members(settings, "#", MEMBERS)
        known = {name: value for name, value in given.items() if value is not None}
        return cls(
            time_zone=_zone(known.get("time_zone")),
            week=reading.week(known.get("week")),
            exceptions=reading.exceptions(known.get("exceptions", [])),
            region=_region(known["holidays"]) if "holidays" in known else None,
            ical_url=reading.url(known["ical_url"], "#/ical_url") if "ical_url" in known else None,
            feed_days=frozenset(feed_days),
        )

    def hours_on(self, day: date) -> Hours:
        """The hours that begin on ``day``. Its exception counts before holidays, and they before
        the week."""
        if (own := self.exceptions.get(day)) is not None:
            return own
        usual = self.week[day.weekday()]
        return () if usual and self._is_holiday(day) else usual

    def _is_holiday(self, day: date) -> bool:
        if day in self.feed_days:
            return True
        region = self.region
        return region is not None and day in country_days(
            region.country, region.subdivision, day.year
        )


def _zone(value: object) -> ZoneInfo:
    name = reading.text(value, "#/time_zone")
    try:
        return zone(name)
    except ValueError as error:
        raise NotACalendar("#/time_zone", str(error)) from error


def _region(value: object) -> Region:
    known = reading.members(value, "#/holidays", ("country", "subdivision"))
    country = reading.text(known.get("country"), "#/holidays/country")
    _check_region(country, None, "#/holidays/country")
    if "subdivision" not in known:
        return Region(country, None)
    subdivision = reading.text(known["subdivision"], "#/holidays/subdivision")
    _check_region(country, subdivision, "#/holidays/subdivision")
    return Region(country, subdivision)


def _check_region(country: str, subdivision: str | None, pointer: str) -> None:
    try:
        country_days(country, subdivision, _CHECKED_YEAR)
    except ValueError as error:
        raise NotACalendar(pointer, str(error)) from error
