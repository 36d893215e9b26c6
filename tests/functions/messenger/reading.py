"""Reading events and payloads of Messenger in tests."""

from typing import Any

from functions.messenger.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import as_meta_writes, body_of, load

PAGE, ANA, AT = "107896542330111", "7412356890123456", 1_767_225_600_000
SECRET = {
    "app_secret": "app-secret-for-tests",
    "verify_token": "verify-token-for-tests",
    "page_access_token": "page-access-token-for-tests",
    "accounts": {PAGE: "main"},
}


def event(name: str) -> list[Parsed]:
    """What the event of that name says."""
    return parse(body_of(load("messenger", name)))


def said(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def noted(name: str) -> Noted:
    found = event(name)[0]
    assert isinstance(found, Noted)
    return found


def payload(*items: Any, key: str = "messaging") -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": PAGE, "time": AT, key: list(items)}]}


def item(**changed: Any) -> dict[str, Any]:
    """A text of Ana's; a field that is changed to None is left out."""
    made = {
        "sender": {"id": ANA},
        "recipient": {"id": PAGE},
        "timestamp": AT,
        "message": {"mid": "m_1", "text": "Hola"},
        **changed,
    }
    return {name: value for name, value in made.items() if value is not None}


def read(whole: Any) -> list[Parsed]:
    return parse(as_meta_writes(whole))


def read_item(**changed: Any) -> list[Parsed]:
    return read(payload(item(**changed)))


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Noted):
        return found.what
    assert isinstance(found, Unreadable)
    return found.reason
