"""Public holidays that were looked up once: ``S#holidays`` / <country>/<part>.

Loading the library takes most of a second of a small function's time, reading an item a few
milliseconds. The sweep looks them up, anew every month, for countries change their minds; until it
has, whoever asks loads the library.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from shared import metrics, table
from shared.configuration import stored
from shared.hours.calendars import Calendar, Holidays, Region
from shared.table import Item

HOLIDAYS: Final = "S#holidays"
_KEPT_MS: Final = 30 * 86_400_000
_AFTER_FAILURE_MS: Final = 86_400_000
# What the library raises for a place that it does not have, or where its data are wrong.
_FAILS: Final = (ArithmeticError, LookupError, NotImplementedError, TypeError, ValueError)
_YEARS: Final = range(-1, 3)  # from last year to the one after next


def kept() -> dict[str, Holidays]:
    """By ``<country>/<part>``. Raises Unavailable."""
    return {item["sk"]: _from_item(item["days"]) for item in table.query(HOLIDAYS, "!", "~")}


def of(known: Mapping[str, Holidays], settings: Mapping[str, Any]) -> Holidays | None:
    """Those that the calendar of ``settings`` closes for; None while they are not known."""
    described = settings.get("holidays")
    return known.get(_name(**described)) if isinstance(described, Mapping) else None


def refresh(now: int) -> int:
    """Look up those of one region that are not known or a month old, if a calendar names it;
    returns how many regions. What is known of one that the library no longer has stays, and it is
    asked for again a day later. Raises Unavailable."""
    known = {item["sk"]: item for item in table.query(HOLIDAYS, "!", "~")}
    for calendar, said in stored.documents("hours"):
        described = said.get("holidays")
        if not described or _age_ms(known.get(_name(**described)), now) < _KEPT_MS:
            continue
        try:
            _look_up(Calendar.parse(said).region, _name(**described), now)
            return 1
        except _FAILS as error:
            kind = type(error).__name__
            metrics.count("HolidaysFailed", "holidays not found", calendar=calendar, kind=kind)
            _put_off(known.get(_name(**described)), now)
    return 0


def _age_ms(item: Item | None, now: int) -> int:
    return now - (item["looked_up_at"] if item else 0)


def _put_off(item: Item | None, now: int) -> None:
    if item:
        table.put({**item, "looked_up_at": now - _KEPT_MS + _AFTER_FAILURE_MS})


def _look_up(region: Region | None, name: str, now: int) -> None:
    this_year = datetime.fromtimestamp(now // 1000, UTC).year
    years = [this_year + number for number in _YEARS] if region else []
    days = {str(y): sorted(d.isoformat() for d in region.days(y)) for y in years if region}
    key: Item = {"pk": HOLIDAYS, "sk": name, "kind": "settings"}
    stored.put_beside({**key, "looked_up_at": now, "days": days})


def _name(country: str = "", subdivision: str | None = None) -> str:
    return f"{country}/{subdivision or ''}"


def _from_item(days: Mapping[str, list[str]]) -> Holidays:
    return {int(year): frozenset(map(date.fromisoformat, found)) for year, found in days.items()}
