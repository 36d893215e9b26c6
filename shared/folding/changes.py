"""What has to be written where a summary is folded further: pure."""

from shared import keys
from shared.conversations import conversation_of
from shared.table import Item


def between(before: Item, after: Item) -> Item:
    """The attributes that make ``after`` of ``before``, None where one goes away; empty if none do.

    With them comes ``bucket``, the place in the inbox, and ``rev``, which counts these writes: who
    writes them does it upon the ``rev`` of ``before``, so that nothing folded meanwhile is lost.
    """
    changed: Item = {
        name: after.get(name)
        for name in sorted({*before, *after} - {"pk", "sk"})
        if before.get(name) != after.get(name)
    }
    if changed:
        was = before.get("bucket", "")
        at = after.get("active_at", 0)
        changed["bucket"] = keys.inbox_bucket(at, conversation_of(after), was)
        changed["rev"] = before.get("rev", 0) + 1
    return changed
