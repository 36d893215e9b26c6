"""Reading events and payloads of WhatsApp in tests."""

from typing import Any

from functions.whatsapp.parse import parse
from shared.messages import Noted, Parsed, Said, Told, Unreadable, Warned
from tests.events import as_meta_writes, body_of, load

ACCOUNT = "106540352242922"
ANA, ANAS_PHONE = "ES.13491208655302741918", "34600111222"
CONTACT = {"profile": {"name": "Ana Ruiz"}, "wa_id": ANAS_PHONE, "user_id": ANA}


def event(name: str) -> list[Parsed]:
    """What the event of that name says."""
    return list(parse(body_of(load("whatsapp", name))))


def said(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def noted(name: str) -> Noted:
    (found,) = event(name)
    assert isinstance(found, Noted)
    return found


def unreadable(found: Parsed) -> str:
    assert isinstance(found, Unreadable)
    return found.reason


def payload(field: str = "messages", **value: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": ACCOUNT}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    change = {"value": value, "field": field}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def read(whole: Any) -> list[Parsed]:
    return list(parse(as_meta_writes(whole)))


def message(**changed: Any) -> dict[str, Any]:
    """A text of Ana's; a field that is changed to None is left out."""
    made = {
        "from": ANAS_PHONE,
        "from_user_id": ANA,
        "id": "wamid.IN1",
        "timestamp": "1767225601",
        "type": "text",
        "text": {"body": "Hola"},
        **changed,
    }
    return {name: value for name, value in made.items() if value is not None}


def read_message(**changed: Any) -> Parsed:
    (found,) = read(payload(contacts=[CONTACT], messages=[message(**changed)]))
    return found


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Told):
        return "template"
    if isinstance(found, Warned):
        return "warned"
    return found.what if isinstance(found, Noted) else found.reason
