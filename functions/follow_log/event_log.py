"""Writes the event log: what happened, in dense pages that ``shared.event_log`` reads.

A page exists only after the one before it, because its conditional put is tried only when that
one is known to be there. An item a day holds a page at or before the first of that day; it is put
before that page, so a reader who begins there misses nothing.
"""

from collections.abc import Sequence
from typing import Any, Final

from functions.follow_log.changes import Change
from shared import clock, table
from shared.conversations import MERGED
from shared.delivery.statuses import shown
from shared.errors import Unavailable
from shared.event_log import LEAP, newest, newest_day
from shared.ids import digest
from shared.keys import lists
from shared.keys.lists import events_pk, events_sk
from shared.settings import settings
from shared.table import Item

PAGE: Final = 500  # events of some 200 bytes, far below the 400 KB of an item
_TRIES: Final = 200
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


def event_of(change: Change, conversation: str, channel: str | None) -> Item | None:
    """The event that ``change`` is, or None. Its id says what happened, not when it was seen.

    ``channel`` is known from the first message of a conversation on. An event names things and
    holds nothing that anybody said: what it names may be erased later.
    """
    item = change.after
    if change.of("decision") and change.is_new:
        of = {"conversation": conversation, "version": item["version"]}
        return _event("conversation.updated", item, channel, of)
    if change.of(MERGED) and (change.before or {}).get("kind") != MERGED:
        of = {"conversation": change.conversation, "into": item["to"]}
        return _event("conversation.updated", item, channel, of)
    if change.of("message") and change.is_new:
        of = {"direction": item["direction"], **_named(change, conversation)}
        return _event("message.created", item, channel, of)
    if change.of("message") and _watched(item) != _watched(change.before or {}):
        of = {"status": shown(item), **_named(change, conversation)}
        return _event("message.updated", item, channel, of, repr(_watched(item)))
    return None


def _event(kind: str, item: Item, channel: str | None, of: Item, what: str = "") -> Item:
    happened = [kind, item["pk"], item["sk"], *([what] if what else [])]
    event = {"id": digest(*happened), "type": kind, **of}
    return {**event, "channel": channel} if channel else event


def _named(change: Change, conversation: str) -> Item:
    """The message, and the conversation if its id does not say that."""
    message = change.message_id
    elsewhere = {} if conversation == message.conversation else {"conversation": conversation}
    return {"message": str(message), **elsewhere}


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
        last = newest(last + 1)
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
        table.put_if_absent({"pk": lists.EVENT_DAYS, "sk": day, "kind": "day", "first": seq})
        _known["day"] = day


def _last_after_silence() -> int:
    """The newest page, found from the newest day; 0 before the first of all."""
    day = newest_day()
    if day is None:
        return 0
    first: int = day["first"]
    # A day that was noted, but whose first page was not put, is no reason to leap.
    return newest(first) or first + (LEAP if _may_have_expired(day["sk"]) else -1)


def _may_have_expired(day: str) -> bool:
    return day <= clock.rfc3339(clock.now_ms() - settings().retention_days * 86_400_000)[:10]
