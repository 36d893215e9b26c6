"""Numbers as WeChat writes them: texts in XML, numbers in JSON."""

import math
import re
from typing import Any, Final

from shared.intake.fields import Fields, Unfit

_DIGITS: Final = re.compile(r"[0-9]{1,20}")


def digits(item: Fields, name: str) -> str:
    """A whole number, exactly as it is: ids have 64 bits. Raises Unfit."""
    value: Any = item.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 0 <= value < 10**20 else ""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return value
    raise Unfit(f"no {name}")


def moment(item: Fields) -> int:
    """``CreateTime``, seconds of the Unix epoch, in milliseconds. Raises Unfit."""
    seconds = digits(item, "CreateTime")
    if len(seconds) != 10 or seconds[0] == "0":
        raise Unfit("no CreateTime")
    return int(seconds) * 1000


def decimal(item: Fields, name: str) -> float:
    """A finite number with a fraction. Raises Unfit."""
    value: Any = item.get(name)
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if math.isfinite(found):
        return found
    raise Unfit(f"no {name}")
