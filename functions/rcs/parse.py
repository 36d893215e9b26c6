"""What was wrapped in a webhook's body: one message of a customer, or one event."""

from typing import Any

from functions.rcs.events import event
from functions.rcs.messages import inbound
from shared.intake import json_body
from shared.intake.fields import Unfit
from shared.messages import Parsed, Unreadable


def parse(data: bytes) -> list[Parsed]:
    """What the decoded ``data`` says; nothing of a customer who is only typing.

    Raises ValueError if it is unreadable. News about the agent itself, such as that a carrier has
    launched it, name no customer and are Unreadable.
    """
    payload = json_body.read(data)
    if not isinstance(payload, dict):
        raise ValueError("no object")
    try:
        return _understood(payload)
    except Unfit as reason:
        return [Unreadable(str(reason), payload)]


def _understood(payload: dict[str, Any]) -> list[Parsed]:
    if "eventType" not in payload:
        return [inbound(payload)]
    found = event(payload)
    return [] if found is None else [found]
