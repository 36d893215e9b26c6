"""Reading as the webhook does: verified first, then what was wrapped."""

from typing import Any

from functions.rcs.parse import parse
from functions.rcs.verify import verify
from shared.intake.incoming import request_of
from shared.messages import Noted, Parsed, Said
from tests.events import load
from tests.functions.rcs import calls


def event(name: str) -> list[Parsed]:
    return parse(verify(request_of(load("rcs", name)), calls.SECRET))


def read(payload: Any) -> list[Parsed]:
    return parse(calls.data_of(calls.call(payload)))


def said(**changed: Any) -> Said:
    """What a customer's message says, changed so."""
    (found,) = read(calls.message(**changed))
    assert isinstance(found, Said)
    return found


def noted(payload: dict[str, Any]) -> Noted:
    (found,) = read(payload)
    assert isinstance(found, Noted)
    return found


def kind(found: Parsed) -> str:
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Noted):
        return f"{found.what}: {found.data['status']}"
    return type(found).__name__.lower()
