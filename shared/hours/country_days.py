"""Public holidays of countries and their parts, from a library that is loaded when one is named."""

from datetime import date
from functools import cache


@cache
def parts_of_countries() -> dict[str, list[str]]:
    """ISO 3166 code of each country that is known → those of its parts, such as ES → MD."""
    # 250 modules, and several tenths of a second: only for a calendar that names a country.
    import holidays

    return holidays.list_supported_countries(include_aliases=False)


@cache
def country_days(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The days of ``year`` on which all is closed in ``country``, of ``parts_of_countries``.

    ``subdivision`` adds those of a part of it.
    """
    import holidays

    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
