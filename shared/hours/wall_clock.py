"""From a calendar's wall clock to moments, exact where clocks are changed.

A moment is in milliseconds since the Unix epoch. A time that the clock shows twice is its first
one; a time that it skips is the moment of the change.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAY_MIN: Final = 1_440
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)


def zone(name: str) -> ZoneInfo:
    """The time zone of IANA's ``name``. Raises ValueError if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # OSError: the name of a folder of zones
        raise ValueError(f"{name!r} is no time zone, such as Europe/Madrid") from error


def day_at(where: ZoneInfo, at: int) -> date:
    """The day that a calendar on the wall shows at ``at``."""
    return datetime.fromtimestamp(at // 1000, where).date()


def moment(where: ZoneInfo, day: date, minutes: int) -> int:
    """When the clock shows ``minutes`` after midnight of ``day``; from 1440 on, of a later day."""
    days, left = divmod(minutes, DAY_MIN)
    wall = datetime.combine(day + timedelta(days), time(left // 60, left % 60), where)
    if _exists(wall):
        return _seconds(wall) * 1000
    return _change(wall, where) * 1000


def _exists(wall: datetime) -> bool:
    there_and_back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return there_and_back.replace(tzinfo=None) == wall.replace(tzinfo=None)


def _seconds(wall: datetime) -> int:
    return (wall - _EPOCH) // _SECOND


def _change(skipped: datetime, where: ZoneInfo) -> int:
    """The first second at which the clock shows ``skipped`` or later."""
    # Read with the offset after the change it lies before the change, and the other way round.
    before, after = _seconds(skipped.replace(fold=1)), _seconds(skipped)
    plain = skipped.replace(tzinfo=None)
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, where).replace(tzinfo=None) >= plain:
            after = middle
        else:
            before = middle
    return after
