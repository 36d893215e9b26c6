"""Reading the event log: dense pages, which ``functions.follow_log`` writes, from any place on.

A page exists only after the one before it, so who finds one missing has read to the end, or looks
for what has expired. Pages may expire in any order; the items of the days never do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shared import clock, table
from shared.keys import lists
from shared.keys.lists import EVENTS_PER_PK, events_pk, events_sk
from shared.table import Item

# Where counting goes on if nothing happened for so long that every page expired: beyond what a
# day can fill, so that no number is given twice.
LEAP: Final = 10_000_000
_LAST: Final = "9" * 12
_AT_ONCE: Final = 10


@dataclass(frozen=True, slots=True)
class Place:
    """The event ``number`` of the page ``seq``, both counted on: it need not be there yet."""

    seq: int
    number: int = 0

    def __str__(self) -> str:
        return f"{self.seq}.{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Raises ValueError."""
        seq, number = text.split(".")
        return cls(int(seq), int(number))


def pages(seq: int) -> Iterator[Item]:
    """Those there are from ``seq`` on, in their order; read lazily, a few at a time."""
    while True:
        found = list(table.query(events_pk(seq), events_sk(seq), _LAST, limit=_AT_ONCE))
        yield from found
        if not found:
            return
        seq = int(found[-1]["sk"]) + 1
        if len(found) < _AT_ONCE and seq % EVENTS_PER_PK:
            return


def newest(seq: int) -> int:
    """The newest page at or after ``seq``; 0 if there is none."""
    last = 0
    while True:
        found = table.query(events_pk(seq), events_sk(seq), _LAST, newest_first=True, limit=1)
        for page in found:
            last = int(page["sk"])
        if last < seq or (last + 1) % EVENTS_PER_PK:
            return last
        seq = last + 1


def newest_day() -> Item | None:
    """The newest of the items that name a page at or before the first of a day (UTC): its ``sk``
    is the day, its ``first`` the page."""
    return next(table.query(lists.EVENT_DAYS, "0", "9~", newest_first=True, limit=1), None)


def day_from(day: str) -> Item | None:
    """That item of ``day``, or of the next one on which something happened."""
    return next(table.query(lists.EVENT_DAYS, day, "9~", limit=1), None)


def end() -> int:
    """The page that is written next, as far as can be known."""
    day = newest_day()
    # A day may be noted before its first page is put.
    return (newest(day["first"]) or day["first"] - 1) + 1 if day else 1


def after_silence(seq: int, since: int) -> int:
    """Where it goes on after an end at ``seq``, which was the end at ``since`` (ms): there, or
    beyond a leap."""
    for day in table.query(lists.EVENT_DAYS, clock.rfc3339(since)[:10], "9~"):
        first: int = day["first"]
        if first - seq > LEAP // 2:
            return first
    return seq
