"""Statuses, reactions, edits and deletions, applied to the message they are about.

A message may come after its annotations, and an outbound one learns its platform id only when it
has been sent. The annotation stays in the log either way; whichever is second applies it.

An annotation that does not find its message has the summary say so, and then looks again. A
message has its id before its follower reads the summary, so of the two readings at least one sees
the other: either the summary was read after it was told, and says that the message is awaited, or
it was read before, and the second look finds the message.
"""

from itertools import chain, islice
from typing import Final

from functions.follow_log.awaited import is_remembered, may_be_awaited
from functions.follow_log.changes import Change
from functions.follow_log.effects import changed_by
from functions.follow_log.remembering import forget, remember
from shared import clock, credentials, history, ids, keys, table
from shared.conversations import partitions
from shared.errors import Conflict, Unavailable
from shared.expressions import becoming, unchanged
from shared.history import ref_of
from shared.ids import MessageId
from shared.observability import logger
from shared.table import Item

# Annotations without our id name a message by a hash of its platform id, which says nothing about
# when it was said. Nearly all are about one of the last few messages; some are about one that will
# never be there, and must not cost the more the longer the talk is. So three pages are read. What
# customers take back must go also if they said it long ago.
_LOOKS: Final = ((25, 1), (100, 2))  # messages of a page, and how many pages
_LONG_AGO: Final = (250, 4)
LOOK_BACK: Final = 1_000
_CLOCKS_DIFFER_MS: Final = 300_000
_TRIES: Final = 10


def apply(change: Change, summary: Item) -> None:
    """Apply what ``change`` completes: an annotation whose message is there, or a message that
    annotations have waited for. A message that is not awaited costs nothing, unless it comes late.

    ``summary`` must have been read after ``change`` was written. Raises Merged or Unavailable.
    """
    if change.of("annotation"):
        if change.is_new and change.after["what"] != "watermark":
            _to_its_target(change.after, summary)
    elif (ref := _newly_named(change)) and may_be_awaited(change.after, summary, clock.now_ms()):
        settle(ref, (change.after["pk"], change.after["sk"]), summary)


def _newly_named(change: Change) -> str | None:
    """The platform's id of a message, in our spelling, if this is when it became known."""
    if not change.of("message"):
        return None
    ref: str | None = change.after.get("provider_ref")
    return ref if ref != (change.before or {}).get("provider_ref") else None


def settle(ref: str, message: tuple[str, str], summary: Item) -> None:
    """Apply all that waits for ``ref``, which is ``message``, and forget that it is awaited.

    Raises Merged or Unavailable.
    """
    for annotation in _waiting_for(ref, summary):
        apply_to(*message, annotation)
    forget(ref, summary)


def _waiting_for(ref: str, summary: Item) -> chain[Item]:
    low = keys.annotation_sk(ref, "")
    return chain.from_iterable(
        table.query(keys.conversation_pk(conversation), low, f"{low}~")
        for conversation in partitions(summary)
    )


def _to_its_target(annotation: Item, summary: Item) -> None:
    if annotation.get("target_id"):
        target = MessageId.parse(annotation["target_id"])
        found = apply_to(target.pk, target.sk, annotation)
    else:
        key = _find(annotation, summary)
        found = apply_to(*key, annotation) if key else _came_meanwhile(annotation, summary)
    if not found:
        logger.info("annotation waits", what=annotation["what"])


def _came_meanwhile(annotation: Item, summary: Item) -> bool:
    """Whether the message is there once the summary says that it is awaited."""
    ref = annotation["target_ref"]
    if is_remembered(
        ref, summary, clock.now_ms()
    ):  # it was said before the first look, which was late enough
        return False
    summary = remember(ref, summary)
    if key := _find(annotation, summary):
        settle(ref, key, summary)
    return key is not None


def _find(annotation: Item, summary: Item) -> tuple[str, str] | None:
    """The key of the message among those that are looked at. One further back, which was there
    before, has its annotation beside it in the log and stays as it is."""
    ref, at = annotation["target_ref"], annotation["at"] + _CLOCKS_DIFFER_MS
    high = f"{keys.message_sk(at, '')}~"
    for page, pages in (*_LOOKS, *([_LONG_AGO] if annotation["what"] == "revoke" else [])):
        most, looked_at = pages * (page - 1) + 1, 0  # each page begins where the last one ended
        for message in islice(history.back_from(summary, high, page), most):
            if ref in (message.get("provider_ref"), ref_of(message["sk"])):
                return message["pk"], message["sk"]
            high, looked_at = message["sk"], looked_at + 1
        if looked_at < most:
            return None
    return None


def apply_to(pk: str, sk: str, annotation: Item) -> bool:
    """Whether the message is there. Writes only if ``annotation`` changes it."""
    for _ in range(_TRIES):
        message = table.get(pk, sk)
        if message is None:
            return False
        changes = changed_by(annotation, message) | _identified(annotation, message)
        if not changes:
            return True
        try:
            _write(message, changes)
        except Conflict:
            continue  # somebody moved it meanwhile: decide anew
        return True
    raise Unavailable("message contended")


def _identified(annotation: Item, message: Item) -> Item:
    """What the platform calls our message, if a status is the first to say so."""
    if annotation["what"] != "status" or message.get("provider_ref"):
        return {}
    ref = ids.message_ref(
        credentials.id_key(), message["channel"], message["account"], annotation["target"]
    )
    return {"provider_id": annotation["target"], "provider_ref": ref}


def _write(message: Item, changes: Item) -> None:
    """Set ``changes`` (None removes), if what they were decided upon still stands."""
    expression, values = becoming(changes)
    still, was = unchanged(message, sorted({*changes, "status"}))
    table.update(message["pk"], message["sk"], expression, values | was, still)
