"""Reading and making events and payloads of LINE in tests."""

import base64
import hashlib
import hmac
import json
from typing import Any

from functions.line.parse import parse
from shared.messages import Noted, Parsed, Said, Told, Unreadable
from tests.events import Event, body_of, load

ACCOUNT = "U8e742f61d673b39c7fff3cecb7536ef0"
ANA = "U4af4980629000000000000000000000a"
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
REPLY_TOKEN, READ_TOKEN, QUOTE_TOKEN = "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA", "30yhdy232", "q3Plxr4AgKd"


def signature(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def as_line_writes(payload: Any) -> bytes:
    """JSON in LINE's spelling: no blanks, nothing escaped that need not be."""
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def line_event(body: bytes, *, account: str = "main") -> Event:
    """A signed POST of LINE as API Gateway's HTTP API (payload 2.0) hands it over."""
    path, route = f"/webhooks/line/{account}", "/webhooks/line/{account}"
    host = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
    return {
        "version": "2.0",
        "routeKey": f"POST {route}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "content-length": str(len(body)),
            "content-type": "application/json; charset=utf-8",
            "host": host,
            "user-agent": "LineBotWebhook/2.0",
            "x-forwarded-for": "147.92.150.192",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            "x-line-signature": signature(body),
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
                "sourceIp": "147.92.150.192",
                "userAgent": "LineBotWebhook/2.0",
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
    """What the event of that name says."""
    return list(parse(body_of(load("line", name))))


def said(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def payload(*events: Any) -> dict[str, Any]:
    return {"destination": ACCOUNT, "events": list(events)}


def read(*events: Any) -> list[Parsed]:
    return list(parse(as_line_writes(payload(*events))))


def happened(kind: str = "message", **changed: Any) -> dict[str, Any]:
    """An event of Ana's; a field that is changed to None is left out."""
    made = {
        "type": kind,
        "mode": "active",
        "timestamp": 1_767_225_601_123,
        "source": {"type": "user", "userId": ANA},
        "webhookEventId": "01KDVJ9A0TDDPYRVKNK77XKC3Z",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": REPLY_TOKEN,
        **changed,
    }
    return {name: value for name, value in made.items() if value is not None}


def message(**changed: Any) -> dict[str, Any]:
    """The event of a text of Ana's, or of another message."""
    made = {"type": "text", "id": "590000000000000001", "text": "Hola", **changed}
    return happened(message={name: value for name, value in made.items() if value is not None})


def read_one(event: Any) -> Parsed:
    (found,) = read(event)
    return found


def content_of(event: Any) -> dict[str, Any]:
    """What it says beside the text, without the tokens."""
    found = read_one(event)
    assert isinstance(found, Said)
    return {name: value for name, value in found.content.items() if name != "tokens"}


def kind(found: Parsed) -> str:
    """The type of a message, the kind of a fact, or the reason why it is neither."""
    if isinstance(found, Said):
        return found.type
    if isinstance(found, Told):
        return "template"
    return found.what if isinstance(found, Noted) else found.reason


def reason(found: Parsed) -> str:
    assert isinstance(found, Unreadable)
    return found.reason
