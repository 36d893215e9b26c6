"""Reading a conversation's log in its two orders: as said, and as it arrived."""

import heapq
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final

from shared import keys, table
from shared.conversations import partitions
from shared.ids import MessageId
from shared.table import Item

# A message that took longer than this is listed in the summary's ``late``; all others are found
# by a range over their own times.
LATE_MS: Final = 300_000
UNREAD_CAP: Final = 100
_UNREAD_AMONG: Final = (
    500  # of the newest messages, so that a long talk that nobody read is no work
)
_CHUNK: Final = 50
_FIRST: Final = "M#"
BEYOND: Final = "M#~"  # after every message


def arrival(item: Item) -> str:
    """A place in the order of arrival, as ``handled_through`` and ``read_through`` hold it."""
    return f"{item['received_at']:013d}#{ref_of(item['sk'])}"


def ref_of(sk: str) -> str:
    return sk.split("#", 2)[2]


def find(message: MessageId) -> Item | None:
    """One message, by one read."""
    return table.get(message.pk, message.sk)


def newest(summary: Item, before_sk: str | None, limit: int) -> list[Item]:
    """At most ``limit`` messages said before the one at ``before_sk`` (None: the end).

    Newest first; those of the same millisecond by arrival, for some platforms count in seconds.
    The cursor of the next page is the ``sk`` of the last. Costs the page, whatever the length.
    """
    return newest_of(partitions(summary), before_sk, limit)


def newest_of(
    logs: Sequence[str], before_sk: str | None, limit: int, arrived: str | None = None
) -> list[Item]:
    """The same of several ``logs`` (conversations) as one line.

    ``arrived`` is the ``arrival`` of the one at ``before_sk``, where that may be gone by now.
    Reads a few times ``limit``, however many and however long they are.
    """
    high = _moment(before_sk) + "#~" if before_sk else BEYOND
    page: list[Item] = []
    for together in _moments(logs, high, max(2, min(limit + 1, 3 * (limit + 1) // len(logs)))):
        page.extend(_before(together, before_sk, arrived))
        if len(page) >= limit:
            break
    return page[:limit]


def _before(together: list[Item], before_sk: str | None, arrived: str | None) -> list[Item]:
    """Messages of one millisecond, latest arrival first, without the page before."""
    ordered = sorted(together, key=arrival, reverse=True)
    if before_sk is None or _moment(before_sk) != _moment(ordered[0]["sk"]):
        return ordered
    if arrived:
        return [item for item in ordered if arrival(item) < arrived]
    shown = [item["sk"] for item in ordered]
    if before_sk in shown:
        return ordered[shown.index(before_sk) + 1 :]
    return [item for item in ordered if item["sk"] < before_sk]


def _moment(sk: str) -> str:
    return sk.rsplit("#", 1)[0]


def _moments(logs: Sequence[str], high: str, chunk: int) -> Iterator[list[Item]]:
    together: list[Item] = []
    for item in _back(logs, high, chunk, _FIRST):
        if together and _moment(together[0]["sk"]) != _moment(item["sk"]):
            yield together
            together = []
        together.append(item)
    if together:
        yield together


def back_from(summary: Item, high: str, chunk: int, low: str = _FIRST) -> Iterator[Item]:
    """Messages with ``low <= sk <= high``, newest first, read ``chunk`` (at least 2) at a time."""
    return _back(partitions(summary), high, chunk, low)


def _back(logs: Sequence[str], high: str, chunk: int, low: str) -> Iterator[Item]:
    lines = [_line(keys.conversation_pk(log), low, high, chunk) for log in logs]
    return heapq.merge(*lines, key=itemgetter("sk"), reverse=True)


def _line(pk: str, low: str, high: str, chunk: int) -> Iterator[Item]:
    last = ""
    while True:
        read = list(table.query(pk, low, last or high, newest_first=True, limit=chunk))
        yield from (item for item in read if item["sk"] != last)
        if len(read) < chunk:
            return
        last = read[-1]["sk"]


def arrived_since(summary: Item, mark: str) -> list[Item]:
    """Inbound messages that arrived after ``mark`` ("" = all), in order of arrival."""
    return sorted(_arrived(summary, mark), key=arrival)


def unread_count(summary: Item) -> int:
    """How many inbound messages arrived after what an agent has read; at most UNREAD_CAP, and
    counted among the newest 500 messages."""
    mark = f"{summary.get('read_through', 0):013d}#~"
    newest = islice(_reached(summary, mark), _UNREAD_AMONG)
    said = (item for item in newest if _is_arrival(item, mark) and item["type"] != "event")
    return sum(1 for _ in islice(said, UNREAD_CAP))


def since(summary: Item, at: int) -> list[Item]:
    """All that was said, by whomever, or arrived at ``at`` (ms) or later."""
    found = _reached(summary, f"{at:013d}#")
    return [item for item in found if max(item["sent_at"], item["received_at"]) >= at]


def answers_since(summary: Item, at: int) -> list[int]:
    """When people answered after ``at`` (ms), in order."""
    return sorted(
        item["received_at"]
        for item in since(summary, at)
        if item["direction"] == "outbound"
        and item["author_kind"] == "agent"
        and item["received_at"] > at
    )


def _arrived(summary: Item, mark: str) -> Iterator[Item]:
    for item in _reached(summary, mark):
        if _is_arrival(item, mark):
            yield item


def _is_arrival(item: Item, mark: str) -> bool:
    return item["direction"] == "inbound" and arrival(item) > mark


def _reached(summary: Item, mark: str) -> Iterator[Item]:
    """All that may have arrived after ``mark``, and some that did not."""
    low, late = _reach(summary, mark)
    yield from back_from(summary, BEYOND, _CHUNK, low)
    for pk, sk in late:
        if sk < low and (found := table.get(pk, sk)):
            yield found


def _reach(summary: Item, mark: str) -> tuple[str, list[tuple[str, str]]]:
    """From which key the log must be read, and the keys of late ones that may lie before it."""
    since = int(mark.split("#", 1)[0]) if mark else 0
    low = f"M#{max(0, since - LATE_MS):013d}"
    floor = summary.get("late_floor")
    if floor and floor["until"] >= since:  # some that fell off the list are new: read from them
        low = min(low, floor["from"])
    own = partitions(summary)[0]
    late = [
        (keys.conversation_pk(entry.get("of", own)), entry["sk"])
        for entry in summary.get("late", ())
        if entry["received_at"] >= since
    ]
    return low, late
