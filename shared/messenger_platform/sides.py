"""Who an item is about, when it happened, and what it is called if the platform gives it no id."""

import json
from typing import Any, Final

from shared import ids
from shared.intake.fields import Fields, Unfit, text

_LEAST_MS: Final = 10**12


def customer(item: Fields, account: str) -> tuple[str, bool]:
    """The customer's id, and whether the business is the one who acts. Raises Unfit.

    On echoes the customer is the recipient. Who has only a ``user_ref`` (a ticked box on a site)
    cannot be told from anybody else until they write.
    """
    sender, recipient = _id(item, "sender"), _id(item, "recipient")
    message = item.get("message")
    echoed = isinstance(message, dict) and message.get("is_echo") is True
    ours = echoed or (sender == account and recipient not in ("", account))
    found = recipient if ours else sender
    if not found:
        raise Unfit("nobody is named")
    if found == account:  # what an account writes to itself
        raise Unfit("no customer")
    return found, ours


def moment(item: Fields) -> int:
    """``timestamp`` in milliseconds. Raises Unfit."""
    return as_moment(item.get("timestamp"))


def as_moment(value: Any) -> int:
    """Milliseconds, as a number or its digits; seconds are known by their size. Raises Unfit."""
    digits = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    if digits.isascii() and digits.isdigit() and len(digits) <= 13:
        at = int(digits)
        at = at if at >= _LEAST_MS else at * 1000
        if at >= _LEAST_MS:
            return at
    raise Unfit("no timestamp")


def made_id(kind: str, item: Fields, body: Any) -> str:
    """The same in every delivery of what carries no id of its own."""
    told = json.dumps(body, sort_keys=True)
    who = f"{_id(item, 'sender')}:{_id(item, 'recipient')}"
    return f"{kind}:{ids.digest(kind, who, str(moment(item)), told)}"


def _id(item: Fields, side: str) -> str:
    named = item.get(side)
    if not isinstance(named, dict):
        return ""
    value = named.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # hand-made notifications of the app's dashboard
    return text(named, "id")
