"""When people are back, in the customer's language and in the words of its everyday."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from shared.hours.wall_clock import zone

_WEEK: Final = 7
# From here on a day and a month alone could be read as those of this year.
_FAR_DAYS: Final = 300
_OLD_CODES: Final = {"iw": "he", "in": "id"}  # which some platforms still send
_TIME: Final = "{hour:02}:{minute:02}"


@cache
def _all_words() -> dict[str, dict[str, Any]]:
    file = Path(__file__).with_name("words.json")
    words: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return words


def languages() -> frozenset[str]:
    """The languages that ``when`` speaks, as ISO 639 codes of two letters."""
    return frozenset(_all_words())


def when(opening_ms: int, now_ms: int, time_zone: str, language: str) -> str:
    """``opening_ms`` as seen at ``now_ms``: "today at 16:00", "tomorrow at 09:00", "Monday at
    09:00", "on 7 January at 09:00"; to be put into a sentence such as "We are back {…}."

    Both are ms since the epoch, said in ``time_zone``. ``language`` is a tag such as ``es`` or
    ``pt-BR``; what is not among ``languages()`` becomes English. Raises ValueError for an
    unknown zone.
    """
    where = zone(time_zone)
    opening = datetime.fromtimestamp(opening_ms // 1000, where)
    now = datetime.fromtimestamp(now_ms // 1000, where)
    words = _words(language)
    return _form(words, (opening.date() - now.date()).days).format(
        time=words.get("time", _TIME).format(hour=opening.hour, minute=opening.minute),
        at=_special(words.get("at"), opening.hour),
        weekday=words["weekdays"][opening.weekday()],
        day=_special(words.get("day"), opening.day).format(day=opening.day),
        month=words["months"][opening.month - 1],
        year=opening.year + words.get("era", 0),
    )


def _words(language: str) -> dict[str, Any]:
    code = language.replace("_", "-").partition("-")[0].lower()
    known = _all_words()
    return known.get(_OLD_CODES.get(code, code), known["en"])


def _form(words: dict[str, Any], days: int) -> str:
    near = {0: "today", 1: "tomorrow"}
    usual = "weekday" if 1 < days < _WEEK else "date"
    name = "date_in_year" if abs(days) > _FAR_DAYS else near.get(days, usual)
    return str(words[name])


def _special(forms: dict[str, str] | None, number: int) -> str:
    """What stands with ``number``: some numbers want another preposition or ending."""
    return forms.get(str(number), forms["*"]) if forms else "{day}"
