"""The inbox index: pages of conversations by holder and status, newest activity first.

A page reads each part of the index that it is made of once, whatever lies in them. It goes by
places in the index's order, not by numbers, so that what comes or goes moves nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from heapq import merge
from typing import Final

from shared import table
from shared.inbox_parts import parts_of
from shared.table import Item

STATUSES: Final = ("open", "pending", "snoozed", "resolved")
_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Page:
    """``after`` is the place at which the next page begins; None if there is none."""

    entries: list[Item]
    after: str | None


def page(
    holders: Iterable[str],
    statuses: Iterable[str],
    after: str | None,
    limit: int,
    fits: Callable[[Item], bool] = lambda _: True,
) -> Page:
    """Up to ``limit`` index entries that fit, of below the place ``after``, newest activity first.

    The index knows that to ten minutes, so what lies so near to the end of a page may be newer than
    what the next one begins with.

    ``owner`` and ``status`` are read out of the part of the index that an entry lies in. Fewer
    come where what fits lies among much else; then there is another page all the same.
    """
    lists = _read(parts_of(holders, statuses), after, limit)
    # Of a part that was not read to its end, nothing is known below its last entry.
    known_to = max((one[-1]["bucket"] for one in lists if len(one) == limit), default="")
    fitting = [e for e in _once(_merged(lists)) if e["bucket"] >= known_to and fits(e)]
    if len(fitting) > limit:
        return Page(_newest_first(fitting[:limit]), fitting[limit - 1]["bucket"])
    return Page(_newest_first(fitting), known_to or None)


def _read(names: list[str], after: str | None, limit: int) -> list[list[Item]]:
    def first(name: str) -> list[Item]:
        owner, status, _ = name.split("#")
        found = table.query_inbox(name, below=after, limit=limit)
        return [{**entry, "owner": owner, "status": status} for entry in found]

    if len(names) == 1:
        return [first(names[0])]
    with ThreadPoolExecutor(min(_AT_ONCE, len(names))) as pool:
        return list(pool.map(first, names))


def _merged(lists: list[list[Item]]) -> Iterator[Item]:
    return merge(*lists, key=lambda entry: str(entry["bucket"]), reverse=True)


def _newest_first(entries: list[Item]) -> list[Item]:
    return sorted(entries, key=lambda entry: int(entry["active_at"]), reverse=True)


def _once(entries: Iterable[Item]) -> Iterator[Item]:
    """Without what changed hands while the parts were read, and so was found in two of them."""
    seen: set[str] = set()
    for entry in entries:
        if entry["pk"] not in seen:
            seen.add(entry["pk"])
            yield entry
