"""Reading and making events and payloads of Apple in tests."""

import base64
import gzip
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from functions.apple.parse import parse
from functions.apple.surroundings import together
from shared.intake.incoming import request_of
from shared.messages import Noted, Parsed, Said, Told
from tests.events import Event, load

MSP = "11111111-2222-3333-4444-555555555555"
SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
BUSINESS = "a1b2c3d4-0000-4000-8000-00000000b122"
ANA = "urn:mbid:AQAAY45PVG4jg/ni/q6rWSYuu9d7Ga6K22bxp0iUmPkdOwxr3yAbisjOmtYFzw6LjDqhABFFHD8="
MESSAGE = "0c316beb-7c2f-4c0d-9a0e-111111111111"
NOW_S = 1_767_225_600  # where ``the_time`` starts
BID = (
    "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:"
    "com.apple.icloud.apps.messages.business.extension"
)
HEADERS = {
    "device-agent": "iPhone OS",
    "capability-list": "QUICK,LIST,TIME,AUTH,AUTH2,FORM",
    "locale": "en_US",
}


def url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def token(secret: str = SECRET, head: Any = None, **changed: Any) -> str:
    """A token of Apple's, made by hand; a claim that is changed to None is left out."""
    claims = {"aud": MSP, "iat": NOW_S, **changed}
    told = {name: value for name, value in claims.items() if value is not None}
    parts = ({"alg": "HS256", "typ": "JWT"} if head is None else head, told)
    signed = ".".join(url64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return (
        f"{signed}.{url64(hmac.digest(base64.b64decode(secret), signed.encode(), hashlib.sha256))}"
    )


def message(**changed: Any) -> dict[str, Any]:
    """A text of Ana's, or another message; a field that is changed to None is left out."""
    made = {
        "id": MESSAGE,
        "v": 1,
        "type": "text",
        "sourceId": ANA,
        "destinationId": BUSINESS,
        "locale": "en_US",
        "body": "Hola",
        **changed,
    }
    return {name: value for name, value in made.items() if value is not None}


def interactive(data: Any, **changed: Any) -> dict[str, Any]:
    whole = {"requestIdentifier": "r1", "version": "1.0", **data}
    return message(
        type="interactive", body=None, interactiveData={"bid": BID, "data": whole}, **changed
    )


def attachment(**changed: Any) -> dict[str, Any]:
    made = {
        "name": "IMG_0001.HEIC",
        "mimeType": "image/heic",
        "size": "16",
        "key": "00" + "aa" * 32,
        "url": "https://p12-content.icloud.com/M0FFEE0000000000000000000000000001",
        "owner": "M0FFEE0000000000000000000000000001",
        "signature": "81a619c81da5a01c6139219a5d20e17430c631e1eb",
        "signature-base64": "gaYZyB2loBxhOSGaXSDhdDDGMeHr",
        **changed,
    }
    return {name: value for name, value in made.items() if value is not None}


def reference(**changed: Any) -> dict[str, Any]:
    named = {"name": None, "mimeType": None, "bid": BID, "title": "Blue, size M"}
    return attachment(**{**named, **changed})


def around(told: Mapping[str, Any]) -> dict[str, str]:
    """The headers that stand around a message."""
    named = {"id": "id", "source-id": "sourceId", "destination-id": "destinationId"}
    return {**{header: str(told[field]) for header, field in named.items()}, **HEADERS}


def apple_event(
    body: bytes,
    headers: Mapping[str, str] | None = None,
    *,
    account: str = "main",
    path: str = "/message",
    bearer: str = "",
    zipped: bool = True,
) -> Event:
    """A POST of Apple as API Gateway's HTTP API (payload 2.0) hands it over."""
    whole, route = f"/webhooks/apple/{account}{path}", f"/webhooks/apple/{{account}}{path}"
    host = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
    raw = gzip.compress(body, mtime=0) if zipped else body
    encoding = {"content-encoding": "gzip"} if zipped else {}
    return {
        "version": "2.0",
        "routeKey": f"POST {route}",
        "rawPath": whole,
        "rawQueryString": "",
        "headers": {
            "authorization": f"Bearer {bearer or token()}",
            **encoding,
            "content-length": str(len(raw)),
            "content-type": "application/json",
            **(headers or {}),
            "host": host,
            "user-agent": "BusinessChat",
            "x-forwarded-for": "17.58.63.10",
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
                "path": whole,
                "protocol": "HTTP/1.1",
                "sourceIp": "17.58.63.10",
                "userAgent": "BusinessChat",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": f"POST {route}",
            "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000",
            "timeEpoch": 1767225600000,
        },
        "pathParameters": {"account": account},
        "body": base64.b64encode(raw).decode() if zipped else raw.decode(),
        "isBase64Encoded": zipped,
    }


def event_of(told: Any, **more: Any) -> Event:
    """The event of a message, with the headers that belong to it."""
    body = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    return apple_event(body, around(told), **more)


def body_of(event: Event) -> bytes:
    """The body of an event, unzipped."""
    raw = request_of(event).body
    return gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw


def payload_of(event: Event) -> Any:
    return json.loads(body_of(event))


def event(name: str) -> list[Parsed]:
    """What the event of that name says."""
    whole = load("apple", name)
    return list(parse(together(whole["headers"], body_of(whole))))


def said(name: str) -> Said:
    (found,) = event(name)
    assert isinstance(found, Said)
    return found


def read(told: Any, headers: Mapping[str, str] | None = None) -> list[Parsed]:
    return list(parse(together(headers or {}, json.dumps(told).encode())))


def read_one(told: Any, headers: Mapping[str, str] | None = None) -> Said:
    (found,) = read(told, headers)
    assert isinstance(found, Said)
    return found


def kind(found: Parsed) -> str:
    """The type of a message, or the reason why it is none."""
    if isinstance(found, Said):
        return found.type
    assert not isinstance(found, Noted | Told)
    return found.reason
