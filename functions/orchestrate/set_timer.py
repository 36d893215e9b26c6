"""Lambda: sets the timer of a window to the next time it is to be looked at."""

from typing import Any

from shared import keys, table, window


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, bool]:
    """``ring`` names the time, ``at``, and the window's ``end``, both in ms.

    Nothing is done if a timer that is still to ring is set. Raises Unavailable.
    """
    summary = table.get(keys.conversation_pk(event["conversation"]), keys.SUMMARY)
    ring = event["ring"]
    return {"set": summary is not None and window.arm(summary, ring["end"], ring["at"])}
