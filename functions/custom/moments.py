"""When something happened: milliseconds since 1970, or a time as RFC 3339 writes it."""

import re
from datetime import datetime
from typing import Final

from shared.intake.fields import Fields, Unfit

_RFC_3339: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


def moment(event: Fields) -> int:
    """``at`` in ms. Raises Unfit if it is no time, or lies before 2001, as seconds would."""
    at = event.get("at")
    if isinstance(at, str) and _RFC_3339.fullmatch(at):
        at = _read(at)
    if isinstance(at, int) and not isinstance(at, bool) and 10**12 <= at < 10**13:
        return at
    raise Unfit("no at")


def _read(text: str) -> int:
    try:
        read = datetime.fromisoformat(text.upper())
        return int(read.timestamp()) * 1000 + read.microsecond // 1000
    except (OverflowError, ValueError) as error:  # e.g. a 31st of June, or the year 0
        raise Unfit("no at") from error
