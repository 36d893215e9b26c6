"""Public holidays that were looked up once: ``S#holidays`` / <country>/<part>.

Loading the library takes most of a second of a small function's time, reading an item a few
milliseconds. The sweep looks them up, anew every month, for countries change their minds; until it
has, whoever asks loads the library.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from shared import table
from shared.configuration import stored
from shared.hours.calendars import Calendar, Holidays, Region
from shared.table import Item

HOLIDAYS: Final = "S#holidays"
_KEPT_MS: Final = 30 * 86_400_000
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
    returns how many regions. Raises Unavailable."""
    known = {item["sk"]: item["looked_up_at"] for item in table.query(HOLIDAYS, "!", "~")}
    for _, said in stored.documents("hours"):
        described = said.get("holidays")
        if described and known.get(_name(**described), 0) + _KEPT_MS <= now:
            _look_up(Calendar.parse(said).region, _name(**described), now)
            return 1
    return 0


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
