"""What waits under one id of a customer may have its message under another one, where nobody
looked before both were one conversation.

The write that makes them one says that this has still to be done, and it is done by whoever
follows the conversation next: the same invocation, or after a crash of it any other.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from functions.follow_log import awaited
from functions.follow_log.annotations import LOOK_BACK, settle
from shared import clock, history, keys, table
from shared.conversations import conversation_of, partitions
from shared.errors import Conflict, Contended
from shared.history import ref_of
from shared.table import Item

_CHUNK: Final = 100


def look_anew(summary: Item) -> None:
    """Apply what waits to those of the newest messages that it is about, if ``summary`` says that
    its log has become more. Raises Merged or Unavailable, and then it is as before."""
    if awaited.ANEW not in summary:
        return
    if waiting := {*_waiting(summary, clock.now_ms())}:
        said = history.back_from(summary, history.BEYOND, _CHUNK)
        for message in islice(said, LOOK_BACK):
            for ref in {message.get("provider_ref", ""), ref_of(message["sk"])}:
                if awaited.half(ref) in waiting:
                    settle(ref, (message["pk"], message["sk"]), summary)
    _done(summary)


def _waiting(summary: Item, now: int) -> Iterator[str]:
    """Half the ref of each message that is awaited."""
    refs = awaited.counting(summary.get(awaited.NAME, {}), now)
    yield from (ref for ref in refs if ref != awaited.ANY)
    if awaited.ANY in refs:
        low, high = keys.annotation_sk("", ""), keys.annotation_sk("~", "")
        for conversation in partitions(summary):
            found = table.query(keys.conversation_pk(conversation), low, high)
            for item in islice(found, LOOK_BACK):
                if item.get("target_ref") and item["received_at"] > now - awaited.LONGEST_MS:
                    yield awaited.half(item["target_ref"])


def _done(summary: Item) -> None:
    """Unless it has become more meanwhile: then whoever did that looks, or whoever comes next."""
    was = {":was": summary[awaited.ANEW]}
    expression, still = f"REMOVE #{awaited.ANEW}", f"#{awaited.ANEW} = :was"
    pk = keys.conversation_pk(conversation_of(summary))
    try:
        table.update(pk, keys.SUMMARY, expression, was, still)
    except (Conflict, Contended):
        return
