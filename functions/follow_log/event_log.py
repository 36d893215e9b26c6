"""The event log: what happened, in dense pages that can be read from any place without a gap.

A page exists only after the one before it, because its conditional put is tried only when that
one is known to be there. An item a day holds a page at or before the first of that day; it is put
before that page, so a reader who begins there misses nothing.
"""

from collections.abc import Sequence
from typing import Any, Final

from functions.follow_log.changes import Change
from shared import clock, keys, table
from shared.errors import Unavailable
from shared.keys import EVENTS_PER_PK, digest, events_pk, events_sk
from shared.settings import settings
from shared.statuses import shown
from shared.table import Item

PAGE: Final = 500  # events of some 200 bytes, far below the 400 KB of an item
_TRIES: Final = 200
# Where counting goes on if nothing happened for so long that every page expired: beyond what a
# day can fill, so that no number is given twice.
_LEAP: Final = 10_000_000
# What of a message shows when it changes; its text follows from these.
_WATCHED: Final = (
    *("status", "status_at", "attempts", "error", "delivered_at", "read_at"),
    *("reactions", "edit", "revoked_at", "media_status"),
)
# Hints that save reading; each is checked by a condition of the table.
_known: dict[str, Any] = {}


def forget() -> None:
    """Drop what this process remembers of the log's end."""
    _known.clear()


def event_of(change: Change, conversation: str) -> Item | None:
    """The event that ``change`` is, or None. Its id says what happened, not when it was seen."""
    item = change.after
    happened: Item = {"conversation": conversation}
    if change.of("decision") and change.is_new:
        kind = "conversation.updated"
        happened |= {"version": item["version"], "id": digest(kind, item["pk"], item["sk"])}
    elif change.of("message") and change.is_new:
        kind = "message.created"
        happened |= {"message": str(change.message_id)}
        happened |= {"id": digest(kind, item["pk"], item["sk"])}
    elif change.of("message") and _watched(item) != _watched(change.before or {}):
        kind = "message.updated"
        happened |= {"message": str(change.message_id), "status": shown(item)}
        happened |= {"id": digest(kind, item["pk"], item["sk"], repr(_watched(item)))}
    else:
        return None
    return {**happened, "type": kind}


def _watched(item: Item) -> list[Any]:
    return [_plain(item.get(name)) for name in _WATCHED]


def _plain(value: Any) -> Any:
    return sorted((k, _plain(v)) for k, v in value.items()) if isinstance(value, dict) else value


def append(events: Sequence[Item]) -> None:
    """Add ``events``, in their order. Raises Unavailable, and then some may be there already."""
    for start in range(0, len(events), PAGE):
        _append_page(events[start : start + PAGE])


def _append_page(events: Sequence[Item]) -> None:
    last = _known["last"] if "last" in _known else _last_after_silence()
    for _ in range(_TRIES):
        _note_the_day(last + 1)
        if table.put_if_absent(_page(last + 1, events)):
            _known["last"] = last + 1
            return
        last = _newest(last + 1)
    raise Unavailable("event log contended")


def _page(seq: int, events: Sequence[Item]) -> Item:
    now = clock.now_ms()
    return {
        "pk": events_pk(seq),
        "sk": events_sk(seq),
        "kind": "events",
        "at": now,
        "events": list(events),
        "expires": now // 1000 + settings().retention_days * 86_400,
    }


def _note_the_day(seq: int) -> None:
    day = clock.rfc3339(clock.now_ms())[:10]
    if _known.get("day") != day:
        table.put_if_absent({"pk": keys.EVENT_DAYS, "sk": day, "kind": "day", "first": seq})
        _known["day"] = day


def _last_after_silence() -> int:
    """The newest page, found from the newest day; 0 before the first of all."""
    for day in table.query(keys.EVENT_DAYS, "0", "9~", newest_first=True, limit=1):
        first: int = day["first"]
        # A day that was noted, but whose first page was not put, is no reason to leap.
        return _newest(first) or first + (_LEAP if _may_have_expired(day["sk"]) else -1)
    return 0


def _may_have_expired(day: str) -> bool:
    return day <= clock.rfc3339(clock.now_ms() - settings().retention_days * 86_400_000)[:10]


def _newest(seq: int) -> int:
    """The newest page at or after ``seq``; 0 if there is none."""
    newest = 0
    while True:
        found = table.query(events_pk(seq), events_sk(seq), "9" * 12, newest_first=True, limit=1)
        for page in found:
            newest = int(page["sk"])
        if newest < seq or (newest + 1) % EVENTS_PER_PK:
            return newest
        seq = newest + 1
