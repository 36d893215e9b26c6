"""Reading events and updates of Telegram in tests."""

import json
from typing import Any

from functions.telegram.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import body_of, load

ANA = {"id": 7001, "is_bot": False, "first_name": "Ana", "last_name": "Ruiz"}
CHAT = {"id": 7001, "first_name": "Ana", "last_name": "Ruiz", "type": "private"}
AT = 1767225601
SPANISH = {"device": {"locale": "es"}}  # as the content of what Ana says tells


def event(name: str) -> Parsed:
    """What the event of that name says."""
    (found,) = parse(body_of(load("telegram", name)))
    return found


def said(name: str) -> Said:
    found = event(name)
    assert isinstance(found, Said)
    return found


def noted(name: str) -> Noted:
    found = event(name)
    assert isinstance(found, Noted)
    return found


def message(**changed: Any) -> dict[str, Any]:
    """A text of Ana's; a field that is changed to None is left out, ``sender`` is ``from``."""
    made = {"message_id": 12, "sender": ANA, "chat": CHAT, "date": AT, "text": "Hola", **changed}
    renamed = {"from" if name == "sender" else name: value for name, value in made.items()}
    return {name: value for name, value in renamed.items() if value is not None}


def read(**update: Any) -> Parsed:
    (found,) = parse(json.dumps({"update_id": 900000001, **update}).encode())
    return found


def read_message(**changed: Any) -> Parsed:
    return read(message=message(**changed))


def said_so(**changed: Any) -> Said:
    found = read_message(**changed)
    assert isinstance(found, Said)
    return found


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Noted):
        return found.what
    assert isinstance(found, Unreadable)
    return found.reason
