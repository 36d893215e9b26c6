"""Reading and making events and payloads of Viber in tests."""

import hashlib
import hmac
import json
from typing import Any

from functions.viber.parse import parse
from shared.messages import Noted, Parsed, Said, Told, Unreadable
from tests.events import Event, body_of, load

TOKEN = "4a6f0e7c8d3b2a19-5e4d3c2b1a0f9e8d-7c6b5a4938271605"
BOT, ANA = "pa:75346594275468546724", "01234567890A="
AT = 1_767_225_601_123
MESSAGE_TOKEN = 4912661846655238145


def signature(body: bytes, token: str = TOKEN) -> str:
    return hmac.digest(token.encode(), body, hashlib.sha256).hex()


def as_viber_writes(payload: Any) -> bytes:
    """JSON without blanks, nothing escaped that need not be."""
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def viber_event(body: bytes, *, account: str = "main") -> Event:
    """A signed POST of Viber as API Gateway's HTTP API (payload 2.0) hands it over."""
    path, route = f"/webhooks/viber/{account}", "/webhooks/viber/{account}"
    host, agent = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com", "okhttp/3.9.0"
    return {
        "version": "2.0",
        "routeKey": f"POST {route}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "accept-encoding": "gzip",
            "content-length": str(len(body)),
            "content-type": "application/json",
            "host": host,
            "user-agent": agent,
            "x-forwarded-for": "52.0.253.141",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            "x-viber-content-signature": signature(body),
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": host,
            "domainPrefix": "a1b2c3d4e5",
            "http": {
                "method": "POST",
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "52.0.253.141",
                "userAgent": agent,
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": f"POST {route}",
            "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000",
            "timeEpoch": 1767225600000,
        },
        "pathParameters": {"account": account},
        "body": body.decode(),
        "isBase64Encoded": False,
    }


def event(name: str) -> list[Parsed]:
    """What the event of that name says; one that is refused as a whole is Unreadable."""
    return tried(body_of(load("viber", name)))


def tried(body: bytes) -> list[Parsed]:
    try:
        return list(parse(body))
    except ValueError as reason:
        return [Unreadable(str(reason), body.decode())]


def said(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def happened(kind: str, **changed: Any) -> dict[str, Any]:
    """An event; a field that is changed to None is left out."""
    made = {
        "event": kind,
        "timestamp": AT,
        "chat_hostname": "SN-CHAT-05_",
        "message_token": MESSAGE_TOKEN,
        **changed,
    }
    return {name: value for name, value in made.items() if value is not None}


def message(**changed: Any) -> dict[str, Any]:
    """The event of a text of Ana's, or of another message."""
    told = {"type": "text", "text": "Hola", **changed}
    told = {name: value for name, value in told.items() if value is not None}
    return happened("message", sender={"id": ANA, "name": "Ana"}, message=told, silent=False)


def read(payload: Any) -> Parsed:
    (found,) = tried(as_viber_writes(payload))
    return found


def read_said(payload: Any) -> Said:
    found = read(payload)
    assert isinstance(found, Said), found
    return found


def read_noted(payload: Any) -> Noted:
    found = read(payload)
    assert isinstance(found, Noted), found
    return found


def reason(payload: Any) -> str:
    found = read(payload)
    assert isinstance(found, Unreadable), found
    return found.reason


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Told):
        return "template"
    return found.what if isinstance(found, Noted) else found.reason
