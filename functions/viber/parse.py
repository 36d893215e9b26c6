"""Viber's payload, understood: one event a request."""

from typing import Any

from functions.viber.contents import content_of
from functions.viber.moments import ACCOUNT, moment, person, token
from functions.viber.notices import NOTICES, notice
from functions.viber.statuses import STATUSES, status
from shared.intake import json_body
from shared.intake.fields import Fields, Unfit, needed_fields, text
from shared.messages import Parsed, Said
from shared.wording.locales import device


def parse(body: bytes) -> list[Parsed]:
    """What one request says; ``[]`` for the call by which Viber tries a webhook it is told of.

    Raises ValueError if it cannot be used, or is of a kind that is not known: there is never more
    than one thing in it, so the whole is kept then.
    https://developers.viber.com/docs/api/rest-bot-api/#callbacks
    """
    event: Any = json_body.read(body)
    if not isinstance(event, dict):
        raise ValueError("not of Viber")
    match event.get("event"):
        case "webhook":
            return []
        case "message":
            return [_message(event)]
        case str(kind) if kind in STATUSES:
            return [status(event, kind)]
        case str(kind) if kind in NOTICES:
            return [notice(event, kind)]
    raise Unfit("unknown event")


def _message(event: Fields) -> Said:
    if event.get("chat_id"):  # said to others, with the bot's help: an answer would go to them all
        raise Unfit("group message")
    who, name = person(event, "sender")
    named = token(event)
    made, said, content = content_of(needed_fields(event, "message"), named)
    content |= device(text(needed_fields(event, "sender"), "language"))
    return Said(ACCOUNT, who, named, moment(event), made, said, content, name=name)
