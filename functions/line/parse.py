"""LINE's payload, taken apart: every event of a batch, one by one."""

from typing import Any

from functions.line.events import event_of
from shared.intake import json_body
from shared.intake.bounding import bounded
from shared.intake.fields import Unfit
from shared.messages import Parsed, Unreadable


def parse(body: bytes) -> list[Parsed]:
    """What the events of a webhook say, in their order; ``[]`` for the console's Verify button.

    An event that cannot be used is Unreadable and holds a payload of its own, which ``parse``
    takes again after a fix. Raises ValueError if the whole is unreadable, TooMuchUnreadable.
    https://developers.line.biz/en/reference/messaging-api/#request-body
    """
    payload = json_body.read(body)
    if not isinstance(payload, dict):
        raise ValueError("not of LINE")
    account, events = payload.get("destination"), payload.get("events")
    if not (isinstance(account, str) and account and isinstance(events, list)):
        raise ValueError("not of LINE")
    return bounded(_parsed(event, account) for event in events)


def _parsed(event: Any, account: str) -> Parsed:
    try:
        if not isinstance(event, dict):
            raise Unfit("no object")
        return event_of(event, account)
    except Unfit as reason:
        return Unreadable(str(reason), {"destination": account, "events": [event]})
