"""Lambda: sets the timer of a conversation to the next time it is looked at."""

from typing import Any

from shared import keys, looks, table


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, bool]:
    """``ring`` names the time, ``at``, in ms.

    Nothing is done if a timer that is still to ring is set and will do. Raises Unavailable.
    """
    summary = table.get(keys.conversation_pk(event["conversation"]), keys.SUMMARY)
    return {"set": summary is not None and looks.arm(summary, event["ring"]["at"])}
