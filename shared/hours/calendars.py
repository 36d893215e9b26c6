"""A calendar of business hours: which hours each day has, on its own wall clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from shared.hours import reading
from shared.hours.country_days import country_days, parts_of_countries
from shared.hours.reading import Hours, NotACalendar
from shared.hours.wall_clock import zone

Holidays = Mapping[int, frozenset[date]]  # by year

MEMBERS: Final = ("time_zone", "week", "holidays", "ical_url", "exceptions")


@dataclass(frozen=True, slots=True)
class Region:
    """Whose public holidays are closed days."""

    country: str
    subdivision: str | None

    def days(self, year: int) -> frozenset[date]:
        return country_days(self.country, self.subdivision, year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Business hours. ``None`` in its place means that somebody is always there."""

    time_zone: ZoneInfo
    week: tuple[Hours, ...]  # Monday to Sunday
    exceptions: Mapping[date, Hours]
    region: Region | None
    ical_url: str | None
    feed_days: frozenset[date]  # closed days that the feed of ``ical_url`` told
    holidays: Holidays  # those of the region that are known; the library is asked for others

    @classmethod
    def parse(
        cls,
        settings: Mapping[str, Any],
        feed_days: Collection[date] = (),
        holidays: Holidays | None = None,
    ) -> Self:
        """The calendar that ``settings`` describe, as ``PUT /v1/hours/{id}`` takes them.

        ``holidays`` of the region, where they are known, spare loading the library. Raises
        NotACalendar, a ValueError, which names what is wrong and where.
        """
        given = reading.members(settings, "#", MEMBERS)
        known = {name: value for name, value in given.items() if value is not None}
        return cls(
            time_zone=_zone(known.get("time_zone")),
            week=reading.week(known.get("week")),
            exceptions=reading.exceptions(known.get("exceptions", [])),
            region=_region(known.get("holidays"), trusted=holidays is not None),
            ical_url=reading.url(known["ical_url"], "#/ical_url") if "ical_url" in known else None,
            feed_days=frozenset(feed_days),
            holidays=holidays or {},
        )

    def hours_on(self, day: date) -> Hours:
        """The hours that begin on ``day``. Its exception counts before holidays, and they before
        the week."""
        if (own := self.exceptions.get(day)) is not None:
            return own
        usual = self.week[day.weekday()]
        return () if usual and self._is_holiday(day) else usual

    def _is_holiday(self, day: date) -> bool:
        if self.region is None or day in self.feed_days:
            return day in self.feed_days
        known = self.holidays.get(day.year)
        return day in (self.region.days(day.year) if known is None else known)


def _zone(value: object) -> ZoneInfo:
    name = reading.text(value, "#/time_zone")
    try:
        return zone(name)
    except ValueError as error:
        raise NotACalendar("#/time_zone", str(error)) from error


def _region(value: object, *, trusted: bool) -> Region | None:
    if value is None:
        return None
    known = reading.members(value, "#/holidays", ("country", "subdivision"))
    country = reading.text(known.get("country"), "#/holidays/country")
    subdivision = known.get("subdivision")
    if subdivision is not None:
        reading.text(subdivision, "#/holidays/subdivision")
    if not trusted:
        _check_region(country, subdivision)
    return Region(country, subdivision)


def _check_region(country: str, subdivision: str | None) -> None:
    parts = parts_of_countries().get(country)
    if parts is None:
        raise NotACalendar("#/holidays/country", f"{country!r} is no known country, such as ES")
    if subdivision is not None and subdivision not in parts:
        detail = f"{subdivision!r} is no part of {country}; known are {', '.join(parts) or 'none'}"
        raise NotACalendar("#/holidays/subdivision", detail)
