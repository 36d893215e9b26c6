"""What customers write where a reply asks them for something: pure."""

import re
from datetime import date
from typing import Final

from shared.wording.numerals import in_digits

LONGEST: Final = 1000  # characters of an answer that are kept
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
_EMAIL: Final = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]{2,}")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")


def valid(kind: str, text: str, language: str) -> str:
    """The answer to a question for ``kind`` as it is kept, "" if ``text`` is none.

    A number has a point, a date is ``2026-02-28``. An e-mail address may stand among other words,
    if it is the only one.
    """
    said = in_digits(text)
    match kind:
        case "number":
            return said.replace(",", ".") if _NUMBER.fullmatch(said) else ""
        case "email":
            found = {one.rstrip(".").lower() for one in _EMAIL.findall(said)}
            return found.pop() if len(found) == 1 else ""
        case "date":
            return _date(said, month_first=language.replace("_", "-").lower() == "en-us")
        case _:
            return text.strip()[:LONGEST]


def _date(said: str, *, month_first: bool) -> str:
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, day = map(int, found.groups())
    elif found := _YEAR_LAST.fullmatch(said):
        one, two, year = map(int, found.groups())
        month, day = (one, two) if month_first else (two, one)
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
