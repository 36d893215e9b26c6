"""Reading as the webhook does: verified first, so that what the URL tells is there."""

from typing import Any

from functions.sms.parse import parse
from functions.sms.verify import verify
from shared.intake.incoming import request_of
from shared.messages import Noted, Parsed, Said
from tests.events import Event, load
from tests.functions.sms import calls


def read(event: Event, secrets: Any = calls.SECRET) -> list[Any]:
    return list(parse(verify(request_of(event), secrets)))


def event(name: str) -> list[Any]:
    return read(load("sms", name))


def said(**changed: str | None) -> list[Said]:
    """What a customer's message says, changed so."""
    found = read(calls.call(calls.form(**changed)))
    assert all(isinstance(one, Said) for one in found)
    return [one for one in found if isinstance(one, Said)]


def noted(status: str, **changed: str | None) -> Noted:
    """What a report says, changed so."""
    (found,) = read(calls.status_call(status, **changed))
    assert isinstance(found, Noted)
    return found


def kind(found: Parsed) -> str:
    if isinstance(found, Said):
        return found.type
    assert isinstance(found, Noted)
    return f"{found.what}: {found.data['status']}"
