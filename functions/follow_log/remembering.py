"""Remembers on a conversation's summary that annotations wait for a message, and forgets it.

Where there is no summary yet, an item in its place holds nothing but this until there is one.
"""

from collections.abc import Callable
from typing import Final

from functions.follow_log import awaited
from functions.follow_log.aliases import Merged
from functions.follow_log.awaited import Refs
from shared import clock, conversations, keys, table
from shared.conversations import conversation_of
from shared.errors import Conflict, Contended, Unavailable
from shared.table import Item

_TRIES: Final = 20


def remember(ref: str, summary: Item) -> Item:
    """``summary`` as it is now that it says that the message ``ref`` is awaited. One write, none
    if it said so before. Raises Merged or Unavailable."""
    return _changed(summary, lambda refs: awaited.remembered(ref, refs, clock.now_ms()))


def forget(ref: str, summary: Item) -> None:
    """For whoever has found the message, and applied all that waited for it, and nobody else: of
    an annotation that came in between, both were there to be found. Raises Merged or Unavailable.
    """
    _changed(summary, lambda refs: awaited.without(ref, refs, clock.now_ms()))


def _changed(summary: Item, change: Callable[[Refs], Item]) -> Item:
    conversation = conversation_of(summary)
    for _ in range(_TRIES):
        was = summary.get(awaited.NAME, {})
        if (refs := change(was)) == was:
            return summary
        try:
            return _written(conversation, was, refs)
        except (Conflict, Contended):
            meant, there = conversations.head(conversation)
        if meant != conversation:
            raise Merged(meant, there)
        summary = there or {"pk": keys.conversation_pk(conversation), "sk": keys.SUMMARY}
    raise Unavailable("summary contended")


def _written(conversation: str, was: Item, refs: Item) -> Item:
    expression = "SET #awaited = :refs" if refs else "REMOVE #awaited"
    still = "#awaited = :was" if was else "attribute_not_exists(#awaited)"
    given = {":kind": conversations.MERGED, ":refs": refs, ":was": was}
    values = {name: value for name, value in given.items() if value}
    upon = f"{still} AND (attribute_not_exists(#kind) OR #kind <> :kind)"
    return table.update(keys.conversation_pk(conversation), keys.SUMMARY, expression, values, upon)
