"""Public holidays of countries and their parts, from a library that is loaded when one is named."""

from datetime import date
from functools import cache


@cache
def country_days(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The days of ``year`` on which all is closed in ``country`` (ISO 3166, such as ``ES``).

    ``subdivision`` adds those of a part of it, such as ``MD``. Raises ValueError for a country or
    a part that is unknown.
    """
    # 250 modules, and several tenths of a second: only for a calendar that names a country.
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError as error:
        raise ValueError(str(error)) from error
