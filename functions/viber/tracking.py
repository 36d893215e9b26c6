"""What rides along with a message of ours and comes back with the customer's next words.

``tracking_data`` is a JSON object: ``message``, our id of the message, and ``choices``, those it
offered, as pairs of id and title. A tap on a button of a keyboard says its title, as the chat then
shows it, so that this is what tells which choice it was. It passes through the customer's app:
nothing but a choice is taken from it.
https://developers.viber.com/docs/api/rest-bot-api/#send-message (``tracking_data``)
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from shared.errors import MessageRejected
from shared.intake import json_body
from shared.intake.fields import Fields, text
from shared.wording.offering import Choice

_LONGEST: Final = 4000  # characters


def tracking_data(message: str, choices: Sequence[Choice]) -> str:
    """What to send along with ``message`` (its id). Raises MessageRejected if it is too long."""
    carried: dict[str, Any] = {"message": message}
    if choices:
        carried["choices"] = [[choice["id"], choice["title"]] for choice in choices]
    made = json.dumps(carried, ensure_ascii=False, separators=(",", ":"))
    if len(made) > _LONGEST:
        raise MessageRejected("too-long", "The choices are more than Viber carries.")
    return made


def context(message: Fields) -> dict[str, Any]:
    """``context`` of what a customer says: after which message of ours, or what another tool had
    sent along; empty if nothing came back."""
    if not (raw := text(message, "tracking_data")):
        return {}
    if ours := text(_carried(raw), "message"):
        return {"context": {"said_after": ours}}
    return {"context": {"tracking_data": raw[:_LONGEST]}}


def chosen(message: Fields) -> dict[str, str] | None:
    """The choice that the text of ``message`` names, as a reply; None if it names none."""
    said, choices = text(message, "text"), _carried(text(message, "tracking_data")).get("choices")
    for choice in choices if isinstance(choices, list) else ():
        match choice:
            case [str(identifier), str(title)] if identifier and title == said:
                return {"kind": "button", "id": identifier, "title": title}
    return None


def _carried(raw: str) -> dict[str, Any]:
    if not raw.startswith("{") or len(raw) > _LONGEST:
        return {}
    try:
        value = json_body.read(raw.encode("utf-8", "replace"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
