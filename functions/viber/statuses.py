"""What Viber reports about a message of ours, once for each device of the customer.

https://developers.viber.com/docs/api/rest-bot-api/#message-receipts-callbacks (read 2026-11-22)
"""

from typing import Any, Final

from functions.viber.moments import ACCOUNT, moment, person_id, token
from shared.intake.fields import Fields, text
from shared.messages import Noted

STATUSES: Final = {"delivered": "delivered", "seen": "read", "failed": "failed"}


def status(event: Fields, kind: str) -> Noted:
    """A status, of which the first delivery counts. Raises Unfit."""
    meaning = STATUSES[kind]
    return Noted(
        account_ref=ACCOUNT,
        identity=person_id(event),
        what="status",
        target=token(event),
        event=meaning,
        at=moment(event),
        data={"status": meaning, **(_error(event) if meaning == "failed" else {})},
    )


def _error(event: Fields) -> dict[str, Any]:
    """The customer's app would not show it. There are words for it and no code."""
    title = text(event, "desc") or "The customer's app could not show it."
    return {"error": {"code": "failed", "title": title, "retryable": False}}
