"""Reading and making events and payloads of the contract in tests."""

import base64
import hashlib
import hmac
import json
from typing import Any

from functions.custom.parse import parse
from shared.messages import Noted, Parsed, Said, Told, Unreadable
from tests.events import Event, body_of, load

ACCOUNT = "shop-berlin"
ANA = "customer-4711"
SECRET = "whsec_dGhyZWFkbGluZS10ZXN0LXNlY3JldC1vZi0zMi1i"
OTHER_SECRET = "whsec_YW5vdGhlci10ZXN0LXNlY3JldC1vZi1zb21lLXNpemU="
NOW_S = 1_767_225_600
AT = "2025-12-31T23:59:58.123Z"
AT_MS = 1_767_225_598_123


def signature(
    body: bytes, secret: str = SECRET, named: str = "del_1", at: int | str = NOW_S
) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{named}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode()}"


def written(payload: Any) -> bytes:
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def custom_event(body: bytes, *, account: str = "main", at: int = NOW_S) -> Event:
    """A signed POST as API Gateway's HTTP API (payload 2.0) hands it over."""
    path, route = f"/webhooks/custom/{account}", "/webhooks/custom/{account}"
    host = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
    return {
        "version": "2.0",
        "routeKey": f"POST {route}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "content-length": str(len(body)),
            "content-type": "application/json",
            "host": host,
            "user-agent": "partner/1.0",
            "webhook-id": "del_1",
            "webhook-signature": signature(body, at=at),
            "webhook-timestamp": str(at),
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
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
                "sourceIp": "203.0.113.7",
                "userAgent": "partner/1.0",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": f"POST {route}",
            "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000",
            "timeEpoch": NOW_S * 1000,
        },
        "pathParameters": {"account": account},
        "body": body.decode(),
        "isBase64Encoded": False,
    }


def event(name: str) -> list[Parsed]:
    """What the event of that name says."""
    return list(parse(body_of(load("custom", name))))


def said(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def noted(name: str) -> Noted:
    (found,) = event(name)
    assert isinstance(found, Noted)
    return found


def payload(*events: Any) -> dict[str, Any]:
    return {"account": ACCOUNT, "events": list(events)}


def read(*events: Any) -> list[Parsed]:
    return list(parse(written(payload(*events))))


def read_one(event: Any) -> Parsed:
    (found,) = read(event)
    return found


def happened(kind: str, /, **changed: Any) -> dict[str, Any]:
    """An event of Ana's; a field that is changed to None is left out."""
    made = {"kind": kind, "contact": ANA, "at": AT, **changed}
    return {name: value for name, value in made.items() if value is not None}


def message(**changed: Any) -> dict[str, Any]:
    """A text of Ana's, or another message."""
    return happened("message", **{"id": "in-1", "type": "text", "text": "Hola", **changed})


def content_of(event: Any) -> dict[str, Any]:
    found = read_one(event)
    assert isinstance(found, Said)
    return dict(found.content)


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Told):
        return "template"
    return found.what if isinstance(found, Noted) else found.reason


def reason(event: Any) -> str:
    found = read_one(event)
    assert isinstance(found, Unreadable)
    return found.reason
