"""Reading events and packets of WeChat in tests."""

import json
from typing import Any

from functions.wechat.parse import parse
from functions.wechat.verify import verify
from shared.intake.incoming import request_of
from shared.messages import Noted, Parsed, Said, Unreadable
from tests.events import load
from tests.functions.wechat.signing import ACCOUNT, ANA, AT, PLAIN, SEALED


def packet_of(name: str) -> bytes:
    """The packet of the event of that name, opened; the clock must stand at its time."""
    event = load("wechat", name)
    secrets = SEALED if event["pathParameters"]["account"] == "sealed" else PLAIN
    return verify(request_of(event), secrets)


def event(name: str) -> Parsed:
    """What the event of that name says."""
    (found,) = parse(packet_of(name))
    return found


def packet(kind: str = "text", **changed: Any) -> dict[str, Any]:
    """A text of Ana's; a field that is changed to None is left out."""
    head = {"ToUserName": ACCOUNT, "FromUserName": ANA, "CreateTime": AT, "MsgType": kind}
    made = {**head, "Content": "Hola", "MsgId": 24500000000000001, **changed}
    return {name: value for name, value in made.items() if value is not None}


def read(whole: Any) -> Parsed:
    (found,) = parse(json.dumps(whole).encode())
    return found


def said(kind: str = "text", **changed: Any) -> Said:
    found = read(packet(kind, **changed))
    assert isinstance(found, Said), found
    return found


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Noted):
        return found.what
    assert isinstance(found, Unreadable)
    return found.reason
