"""Watermarks: what a platform says of all that we sent until a moment, applied to each of it.

Each watermark marks what was sent since the one before it, so that the work does not grow with the
conversation; a message that becomes known as sent later looks for the first one after it. Both
write before they read, so whichever is second applies it.
"""

import json
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import Final

from functions.follow_log.annotations import LOOK_BACK, apply_to
from functions.follow_log.changes import Change
from functions.follow_log.effects import asked_at, changed_by, was_sent
from shared import history, keys, table
from shared.conversations import partitions
from shared.history import ref_of
from shared.keys import conversation_pk, sent_late_sk, watermark_sk
from shared.table import Item

# A message stands in the log where it was accepted. What waited longer than this for its platform
# call, such as for a window, is listed by the moment of that call as well.
SOON_MS: Final = 10_000
_CHUNK: Final = 25


def apply(change: Change, summary: Item) -> None:
    """Apply a new watermark, or those that a message sent just now lies before.

    ``summary`` must have been read after ``change`` was written. Raises Unavailable.
    """
    if change.of("annotation"):
        if change.is_new and change.after["what"] == "watermark":
            _to_what_was_sent(change.after, summary)
    elif _newly_sent(change):
        _list_if_late(change.after)
        for watermark in _first_after(change.after, summary):
            apply_to(change.after["pk"], change.after["sk"], watermark)


def _newly_sent(change: Change) -> bool:
    if not change.of("message") or change.after["direction"] != "outbound":
        return False
    return was_sent(change.after) and not (change.before and was_sent(change.before))


def _to_what_was_sent(watermark: Item, summary: Item) -> None:
    since, until = _before(watermark, summary), watermark["at"]
    low, high = keys.message_sk(max(0, since - SOON_MS), ""), f"{keys.message_sk(until, '')}~"
    for message in islice(history.back_from(summary, high, _CHUNK, low), LOOK_BACK):
        if changed_by(watermark, message):
            apply_to(message["pk"], message["sk"], watermark)
    late = _of_all(summary, sent_late_sk(since, ""), f"{sent_late_sk(until, '')}~")
    for listed in islice(late, LOOK_BACK):
        apply_to(listed["pk"], listed["message"], watermark)


def _before(watermark: Item, summary: Item) -> int:
    """The time of the one before it; 0 if it is the first."""
    status, at = _status(watermark), watermark["at"]
    low, high = watermark_sk(status, 0), watermark_sk(status, max(0, at - 1))
    return max((one["at"] for one in _of_all(summary, low, high, last=True)), default=0)


def _first_after(message: Item, summary: Item) -> Iterator[Item]:
    """The first watermark of each status that covers ``message``. Reads only if there is one."""
    at = asked_at(message)
    for status, highest in summary.get("marks", {}).items():
        if at <= highest:
            low, high = watermark_sk(status, at), watermark_sk(status, highest)
            covering = _of_all(summary, low, high, first=True)
            yield from sorted(covering, key=itemgetter("at"))[:1]


def _status(watermark: Item) -> str:
    return str(json.loads(watermark["data"])["status"])


def _list_if_late(message: Item) -> None:
    at = asked_at(message)
    if at - message["sent_at"] > SOON_MS:
        listed = {"pk": message["pk"], "sk": sent_late_sk(at, ref_of(message["sk"]))}
        table.put_if_absent({**listed, "kind": "sent-late", "message": message["sk"]})


def _of_all(
    summary: Item, low: str, high: str, *, first: bool = False, last: bool = False
) -> Iterator[Item]:
    """Items of every partition between the keys; only the first or the last of each if wanted."""
    limit = 1 if first or last else None
    for conversation in partitions(summary):
        pk = conversation_pk(conversation)
        yield from table.query(pk, low, high, newest_first=last, limit=limit)
