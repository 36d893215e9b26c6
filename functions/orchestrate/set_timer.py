"""Lambda: sets the timer of a window, or of a conversation, to the next time it is looked at."""

from typing import Any

from shared import keys, looks, table, window_rings
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, bool]:
    """``ring`` names the time, ``at``, and for a window the ``end`` that its chain of rings begins
    with and the one that it ``was``, all in ms.

    Nothing is done if a timer that is still to ring is set and will do. Raises Unavailable.
    """
    summary = table.get(keys.conversation_pk(event["conversation"]), keys.SUMMARY)
    return {"set": summary is not None and _set(summary, event["ring"])}


def _set(summary: Item, ring: dict[str, Any]) -> bool:
    if "end" in ring:
        return window_rings.arm(summary, ring["end"], ring["at"], ring["was"])
    return looks.arm(summary, ring["at"])
