"""The inbox index: pages of conversations by holder and status, newest activity first."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from heapq import merge
from itertools import islice
from typing import Any, Final

from shared import table
from shared.deciding import EVERYBODY
from shared.settings import settings

STATUSES: Final = ("open", "pending", "snoozed", "resolved")
_AT_ONCE: Final = 8


def holders() -> list[str]:
    """Everyone who can own a conversation: the bot, each team, each agent."""
    teams = {item["sk"] for item in table.query("S#teams", "!", "~")}
    teams.add(settings().default_team or EVERYBODY)
    agents = (item["sk"] for item in table.query("S#agents", "!", "~"))
    return ["bot", *(f"team:{t}" for t in sorted(teams)), *(f"agent:{a}" for a in agents)]


def page(
    holders: Iterable[str], statuses: Iterable[str], after: str | None, limit: int
) -> list[dict[str, Any]]:
    """Up to ``limit`` index entries below the bucket ``after``, in the index's order.

    ``owner`` and ``status`` are read out of the part of the index that an entry lies in.
    """
    hashes = [f"{holder}#{status}#0" for holder in holders for status in statuses]

    def first(name: str) -> list[dict[str, Any]]:
        owner, status, _ = name.split("#")
        found = table.query_inbox(name, below=after, limit=limit)
        return [{**entry, "owner": owner, "status": status} for entry in found]

    with ThreadPoolExecutor(min(_AT_ONCE, len(hashes))) as pool:
        lists = list(pool.map(first, hashes)) if len(hashes) > 1 else [first(hashes[0])]
    return list(islice(_merged(lists), limit))


def _merged(lists: list[list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    return merge(*lists, key=lambda entry: str(entry["bucket"]), reverse=True)
