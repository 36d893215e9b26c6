"""Calls of Google as API Gateway hands them over, signed as its documentation says."""

import base64
import hashlib
import hmac
import json
from typing import Any, Final

from shared.intake.incoming import Request, request_of
from tests import events
from tests.events import Event

TOKEN: Final = "client-token-for-tests"
AGENT: Final = "shop_agent@rbm.goog"
CUSTOMER: Final = "+34600111222"
OURS: Final = "0b5c4e0e-2b3c-5d2e-9a5e-6f1d0c9b8a77"  # an id of a message of ours
SECRET: Final[dict[str, Any]] = {
    "clientToken": TOKEN,
    "region": "europe",
    "accounts": {AGENT: "main", "demo@rbm.goog": "demo"},
}
HOST: Final = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
_AT: Final = "2026-01-01T00:00:00.123456Z"


def message(**changed: Any) -> dict[str, Any]:
    """What a customer's message comes as, but for what it says; None leaves a field out."""
    usual = {
        "agentId": AGENT,
        "senderPhoneNumber": CUSTOMER,
        "messageId": "MxAbc123",
        "sendTime": _AT,
    }
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


def report(kind: str, **changed: Any) -> dict[str, Any]:
    """An event of the customer's phone."""
    usual = {"eventType": kind, "eventId": "MsEv1", "messageId": OURS}
    return message(**{**usual, **changed})


def expiry(kind: str, **changed: Any) -> dict[str, Any]:
    """An event of the platform."""
    return report(kind, **{"senderPhoneNumber": None, "phoneNumber": CUSTOMER, **changed})


def signature(data: bytes, token: str = TOKEN) -> str:
    return base64.b64encode(hmac.digest(token.encode(), data, hashlib.sha512)).decode()


def call(payload: Any, **more: Any) -> Event:
    """A POST of what is told; ``more`` as of ``raw_call``."""
    spelled = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
    kind = "event" if isinstance(payload, dict) and "eventType" in payload else "message"
    return raw_call(spelled.encode("utf-8", "surrogatepass"), kind=kind, **more)


def raw_call(data: bytes, *, kind: str = "message", token: str = TOKEN) -> Event:
    body = {
        "message": {
            "attributes": {
                "project_number": "3338881441851",
                "product": "RBM",
                "type": kind,
                "business_id": AGENT,
            },
            "data": base64.b64encode(data).decode(),
            "messageId": "9016528403318651",
            "publishTime": "2026-01-01T00:00:00.321Z",
        },
        "subscription": "projects/rbm-prod/subscriptions/webhook-push",
    }
    return posted(json.dumps(body).encode(), signature(data, token))


def handshake(token: str = TOKEN, secret: Any = "1234567890") -> Event:  # noqa: S107
    return posted(json.dumps({"clientToken": token, "secret": secret}).encode(), None)


def posted(body: bytes, signed: str | None) -> Event:
    event: dict[str, Any] = events.meta_event("rcs", body)
    headers = {
        "accept": "application/json",
        "content-length": str(len(body)),
        "content-type": "application/json",
        "from": "noreply@google.com",
        "host": HOST,
        "user-agent": "APIs-Google",
        "x-forwarded-for": "66.249.84.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
    }
    event["headers"] = headers if signed is None else {**headers, "x-goog-signature": signed}
    event["requestContext"]["http"] |= {"userAgent": "APIs-Google", "sourceIp": "66.249.84.1"}
    return event


def request(event: Event) -> Request:
    return request_of(event)


def data_of(event: Event) -> bytes:
    """What was signed."""
    return base64.b64decode(json.loads(events.body_of(event))["message"]["data"])
