"""Times as protocol buffers write them in JSON.

https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp (read 2026-11-22)
"""

import re
from datetime import datetime
from typing import Final

from shared.intake.fields import Fields, Unfit, needed_text

_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)


def moment(data: Fields, otherwise: int) -> int:
    """``sendTime`` in ms, cut and not rounded, with however many digits of a second it has.

    ``otherwise`` if there is none. Raises Unfit for what is no time.
    """
    if "sendTime" not in data:
        return otherwise
    found = _TIME.fullmatch(needed_text(data, "sendTime"))
    if not found:
        raise Unfit("no sendTime")
    seconds, fraction, zone = found.groups()
    try:
        at = datetime.fromisoformat(f"{seconds}{zone}".upper()).timestamp()
    except (ValueError, OverflowError) as error:
        raise Unfit("no sendTime") from error
    return int(at) * 1000 + int(f"{fraction or ''}000"[:3])
