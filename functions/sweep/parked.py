"""Parked records: touched, so that the stream carries their items once more."""

from typing import Final

from shared import metrics, table
from shared.errors import Conflict
from shared.keys import lists
from shared.table import Item

MOST: Final = 100  # items touched a run
TRIES: Final = 10
_READ: Final = 1_000
_PAUSE_MS: Final = 300_000
_LONGEST_MS: Final = 6 * 3_600_000
# Above all ids of the stream, and so out of the way of those that are still tried.
GIVEN_UP: Final = "~"


def bring_back(now: int) -> int:
    """Touch the items of parked records whose time has come; returns how many.

    The follower removes the record when it goes well. After TRIES it is left where it lies.
    """
    waiting = [
        record
        for record in table.query(lists.PARKED, "!", "}", limit=_READ)
        if record["next_at"] <= now
    ][:MOST]
    return sum(_try_again(record, now) for record in waiting)


def _try_again(record: Item, now: int) -> bool:
    attempt = record["attempts"] + 1
    if attempt > TRIES:
        _give_up(record)
        return False
    pause = min(_PAUSE_MS * 2**attempt, _LONGEST_MS)
    try:
        # Before the touch, for the follower may be done with it before we return.
        table.update(
            record["pk"],
            record["sk"],
            "SET #attempts = :attempts, #next_at = :next_at",
            {":attempts": attempt, ":next_at": now + pause},
            "attribute_exists(pk)",
        )
    except Conflict:
        return False  # it went well in the meantime
    return _touch(record, attempt)


def _touch(record: Item, attempt: int) -> bool:
    touched = {":touched": f"{record['sk']}#{attempt}"}
    try:
        table.update(
            record["item_pk"],
            record["item_sk"],
            "SET #touched = :touched",
            touched,
            "attribute_exists(pk)",
        )
    except Conflict:
        table.delete(record["pk"], record["sk"])  # the item is gone, and with it the matter
        return False
    return True


def _give_up(record: Item) -> None:
    table.put({**record, "sk": f"{GIVEN_UP}{record['sk']}", "next_at": None})
    table.delete(record["pk"], record["sk"])
    metrics.count("GivenUp", "parked record given up", event_id=record["sk"])
