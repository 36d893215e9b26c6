"""The events of ``events/``: what API Gateway hands over, with what the platform sent inside."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "events"
APP_SECRET = "app-secret-for-tests"

Event = dict[str, Any]


def names(channel: str) -> list[str]:
    return sorted(path.stem for path in (FOLDER / channel).glob("*.json"))


def load(channel: str, name: str) -> Event:
    event: Event = json.loads((FOLDER / channel / f"{name}.json").read_bytes())
    return event


def body_of(event: Event) -> bytes:
    """The raw bytes that the platform signed."""
    return str(event["body"]).encode()


def payload_of(event: Event) -> Any:
    return json.loads(body_of(event))


def as_meta_writes(payload: Any) -> bytes:
    """JSON in Meta's spelling: no blanks, ASCII only, slashes escaped."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def meta_signature(body: bytes, secret: str = APP_SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def meta_event(channel: str, body: bytes, *, account: str = "main") -> Event:
    """A signed POST of Meta as API Gateway's HTTP API (payload 2.0) hands it over."""
    path, route = f"/webhooks/{channel}/{account}", f"/webhooks/{channel}/{{account}}"
    host = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
    return {
        "version": "2.0",
        "routeKey": f"POST {route}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "accept": "*/*",
            "content-length": str(len(body)),
            "content-type": "application/json",
            "host": host,
            "user-agent": "facebookexternalua",
            "x-forwarded-for": "173.252.127.1",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            "x-hub-signature": f"sha1={hmac.new(APP_SECRET.encode(), body, 'sha1').hexdigest()}",
            "x-hub-signature-256": meta_signature(body),
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
                "sourceIp": "173.252.127.1",
                "userAgent": "facebookexternalua",
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
