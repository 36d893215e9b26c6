"""One look at the event log for a reader who goes on where it stopped, or is told that it cannot.

Pages expire after the time they are kept, in no order and some days late. So what is missing could
be what is not written yet or what is gone, and a reader's position knows which: it carries a moment
at which its page was not written yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Final

from functions.agent_api.problems import Problem
from shared import clock, event_log
from shared.event_log import Place
from shared.settings import settings
from shared.table import Item

_PAGES_A_LOOK: Final = 100
# Pages are written by many, whose clocks and whose words of when a day began differ a little.
_CLOCKS_DIFFER_MS: Final = 3_600_000
_DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Position:
    """``place`` is what comes next; its page was written at ``since`` (ms) or later, if ever."""

    place: Place
    since: int

    def __str__(self) -> str:
        return f"{self.place}.{self.since}"

    @classmethod
    def parse(cls, text: str) -> "Position":
        """What ``str`` was made of; only for what was signed."""
        place, since = text.rsplit(".", 1)
        return cls(Place.parse(place), int(since))


@dataclass(frozen=True, slots=True)
class Look:
    events: list[Item]  # each with ``at``, when it came into the log
    position: Position
    at_end: bool  # nothing more was there


def end() -> Position:
    at = clock.now_ms()
    return Position(Place(event_log.end()), at)


def start_of(day: date) -> Position:
    """Where ``day`` (UTC) began; the end of the log if nothing happened since.

    Raises Problem 410 if not all of that is there any more.
    """
    began = round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
    _still_kept(began)
    noted = event_log.day_from(day.isoformat())
    return Position(Place(noted["first"]), began) if noted else end()


def look(position: Position, wanted: Callable[[Item], bool], limit: int) -> Look:
    """Up to ``limit`` events that are ``wanted``, and where the next look goes on.

    Reads at most a hundred pages. Raises Problem 410 if something may have expired before it
    was read.
    """
    _still_kept(position.since)
    began, place, since, events = clock.now_ms(), position.place, position.since, list[Item]()
    looked_at = 0
    for page in islice(event_log.pages(place.seq), _PAGES_A_LOOK):
        if int(page["sk"]) != place.seq:
            if looked_at:
                break  # what was read is told first
            raise _expired()
        looked_at, since = looked_at + 1, page["at"]
        for number, event in enumerate(page["events"][place.number :], place.number):
            if len(events) == limit:
                return Look(events, Position(Place(place.seq, number), since), at_end=False)
            if wanted(event):
                events.append({**event, "at": page["at"]})
        place = Place(place.seq + 1)
    else:
        at_end = looked_at < _PAGES_A_LOOK
        return Look(events, Position(place, began if at_end else since), at_end)
    return Look(events, Position(place, since), at_end=False)


def beyond_silence(position: Position, before: Position) -> Position:
    """``position``, an end of the log that was the end at ``before`` already, or what came after
    a silence so long that counting began anew. One read."""
    seq = event_log.after_silence(position.place.seq, before.since)
    return Position(Place(seq), position.since) if seq != position.place.seq else position


def _still_kept(since: int) -> None:
    kept = settings().retention_days * _DAY_MS - _CLOCKS_DIFFER_MS
    if since < clock.now_ms() - kept:
        raise _expired()


def _expired() -> Problem:
    return Problem(
        410,
        "cursor-expired",
        "Events after this cursor are not kept any more.",
        "Read what you need anew, and begin without a cursor or with a day.",
    )
