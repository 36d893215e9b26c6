"""Times and ids of X: milliseconds as text, and ids that hold the time they were made at."""

import re
from typing import Any, Final

from shared.intake.fields import Fields, Unfit

_EPOCH_MS: Final = 1_288_834_974_657  # what the ids count from
_BELOW_THE_TIME: Final = 22  # bits
_DIGITS: Final = re.compile(r"[1-9][0-9]{0,18}")  # of 63 bits


def identifier(value: Any) -> str:
    """An id of 64 bits as it was written, text or number. Raises Unfit."""
    digits = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(digits, str) and _DIGITS.fullmatch(digits):
        return digits
    raise Unfit("no id")


def made_at(snowflake: str) -> int:
    """When X made this id, in milliseconds.

    https://docs.x.com/fundamentals/x-ids (read 2026-11-22)
    """
    return (int(snowflake) >> _BELOW_THE_TIME) + _EPOCH_MS


def moment(item: Fields, name: str = "created_timestamp") -> int:
    """Milliseconds, which X writes as text. Raises Unfit."""
    value = item.get(name)
    digits = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    if len(digits) == 13 and digits.isascii() and digits.isdigit() and digits[0] != "0":
        return int(digits)
    raise Unfit(f"no {name}")
