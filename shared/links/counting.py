"""How many came by a link, and how many were answered: counted once a conversation and episode.

Each who came is an item whose key says who and when, put together with the day's counter and a mark
on the conversation, so neither a redelivery nor a crash counts anybody twice.

=============  =====================================================================
item           holds
=============  =====================================================================
came           conversation, at, day, new, ``answered_at`` once people answered
day, 8 shards  arrived, new, answered, reply_ms (all replies' times together)
mark           ``campaign`` on the summary: link, at, episode, answered_at
=============  =====================================================================
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from shared import keys, table
from shared.configuration import stored
from shared.conversations import conversation_of
from shared.deciding import patiently
from shared.errors import Conflict
from shared.keys import single
from shared.table import Item
from shared.windows import window

MARK: Final = "campaign"  # on the summary
LINKS: Final = "links"  # the kind of their settings
FIGURES: Final = ("arrived", "new", "answered", "reply_ms")


def arrived(summary: Item, message: Item, link: str) -> None:
    """Count that the customer of ``summary`` came by ``link``, as ``message`` says.

    Nothing for a code that is no link's, or another account's. Raises Unavailable, and Conflict if
    the conversation has become part of another one.
    """
    before: Item = summary.get(MARK) or {}
    at = int(message["received_at"])
    if before.get("link") == link and before["at"] >= at:
        return
    said = stored.document(LINKS, link)
    place = message["channel"], message["account"]
    if said is None or (said["channel"], said["account"]) != place:
        return
    mark = {"link": link, "at": at, "episode": _episode(summary)}
    if _count(summary, mark, new=window.effective(message) <= summary.get("first_at", at)):
        answered_at = summary.get("agent_answered_at", 0)
        if answered_at > at:  # people were faster than the count
            answered({**summary, MARK: mark}, answered_at)


def answered(summary: Item, at: int) -> None:
    """Count that people answered at ``at`` (ms), if the customer came by a link and waited for the
    first answer since. Raises as ``arrived`` does."""
    mark = summary.get(MARK)
    if not mark or "answered_at" in mark or at < mark["at"]:
        return
    pk, conversation = single.link_pk(mark["link"]), conversation_of(summary)
    day = single.link_day_sk(_day(mark["at"]), conversation)
    try:
        patiently(
            [
                table.updating(
                    pk,
                    single.came_sk(conversation, mark["episode"]),
                    "SET #answered_at = :at",
                    {":at": at},
                    "attribute_exists(pk) AND attribute_not_exists(#answered_at)",
                ),
                _adding(pk, day, {"answered": 1, "reply_ms": at - mark["at"]}),
                _marking(summary, {**mark, "answered_at": at}),
            ]
        )
    except Conflict as conflict:
        if not conflict.reasons or not conflict.reasons[0]:
            raise


def days(link: str, first: str, last: str) -> Iterator[tuple[str, dict[str, int]]]:
    """The figures of each day (``YYYY-MM-DD``) from ``first`` to ``last`` that has any."""
    found: dict[str, dict[str, int]] = {}
    low, high = single.link_day_sk(first), f"{single.link_day_sk(last)}~"
    for item in table.query(single.link_pk(link), low, high):
        day = found.setdefault(item["sk"].split("#")[1], dict.fromkeys(FIGURES, 0))
        for name in FIGURES:
            day[name] += item.get(name, 0)
    yield from found.items()


def _episode(summary: Item) -> int:
    """Who writes after it was resolved begins the next one, which is decided a moment later."""
    return int(summary["episode"]) + int(summary["status"] == "resolved")


def _count(summary: Item, mark: Item, *, new: bool) -> bool:
    """Whether it counted: not if the same conversation came by it in this episode before."""
    pk, conversation = single.link_pk(mark["link"]), conversation_of(summary)
    came: Item = {
        "pk": pk,
        "sk": single.came_sk(conversation, mark["episode"]),
        "kind": "came",
        "conversation": conversation,
        "at": mark["at"],
    }
    day = single.link_day_sk(_day(mark["at"]), conversation)
    counted = {"arrived": 1, **({"new": 1} if new else {})}
    try:
        patiently([table.putting(came), _adding(pk, day, counted), _marking(summary, mark)])
    except Conflict as conflict:
        if not conflict.reasons or not conflict.reasons[0]:
            raise
        return False
    return True


def _adding(pk: str, sk: str, figures: dict[str, int]) -> table.Action:
    adds = ", ".join(f"#{name} :{name}" for name in figures)
    values: dict[str, Any] = {f":{name}": value for name, value in figures.items()}
    return table.updating(pk, sk, f"ADD {adds} SET #kind = :kind", {**values, ":kind": "count"})


def _marking(summary: Item, mark: Item) -> table.Action:
    return table.updating(
        summary["pk"],
        keys.SUMMARY,
        "SET #campaign = :mark",
        {":mark": mark},
        "attribute_exists(pk)",
    )


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at // 1000, UTC):%Y-%m-%d}"
