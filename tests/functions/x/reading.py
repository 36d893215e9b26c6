"""Reading and making events and payloads of X in tests."""

import base64
import hashlib
import hmac
import json
from typing import Any, Final

from functions.x.parse import parse
from shared.messages import Noted, Parsed, Said, Unreadable
from tests import events
from tests.events import Event, body_of, load

ACCOUNT: Final = "4337869213"
ANA: Final = "3001969357"
SECRET: Final = "consumer-secret-for-tests"
AT: Final = 1_767_225_601_123


def signature(body: bytes, secret: str = SECRET) -> str:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


def as_x_writes(payload: Any) -> bytes:
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def x_event(body: bytes, *, account: str = "main", secret: str = SECRET) -> Event:
    """A signed POST of X as API Gateway's HTTP API (payload 2.0) hands it over."""
    event = events.meta_event("x", body, account=account)
    host = event["headers"]["host"]
    event["headers"] = {
        "accept": "*/*",
        "content-length": str(len(body)),
        "content-type": "application/json",
        "host": host,
        "user-agent": "Twitterbot/1.0",
        "x-forwarded-for": "69.195.171.128",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-twitter-webhooks-signature": signature(body, secret),
    }
    event["requestContext"]["http"] |= {"userAgent": "Twitterbot/1.0", "sourceIp": "69.195.171.128"}
    return event


def challenge_event(token: str, *, account: str = "main") -> Event:
    """The GET of a challenge; ``token`` as it stands in the URL."""
    event = x_event(b"", account=account)
    route = "GET /webhooks/x/{account}"
    event |= {"routeKey": route, "rawQueryString": f"crc_token={token}", "body": ""}
    event["requestContext"] |= {"routeKey": route}
    event["requestContext"]["http"]["method"] = "GET"
    event["headers"].pop("x-twitter-webhooks-signature")
    return event


def recorded() -> list[str]:
    """The events that X posts, without its challenge."""
    return [name for name in events.names("x") if name != "challenge"]


def event(name: str) -> list[Parsed]:
    return list(parse(body_of(load("x", name))))


def message(data: Any = None, **changed: Any) -> dict[str, Any]:
    """The event of a text of Ana's, or of other data."""
    created = {
        "target": {"recipient_id": ACCOUNT},
        "sender_id": ANA,
        "message_data": data or {"text": "Hola", "entities": {"urls": []}},
    }
    return {
        "type": "message_create",
        "id": "2006519800000000001",
        "created_timestamp": str(AT),
        "message_create": created,
        **changed,
    }


def between(sender: str = ANA, recipient: str = ACCOUNT, **more: Any) -> dict[str, Any]:
    """A read receipt, a sign of typing, or what they have in common."""
    return {
        "created_timestamp": str(AT),
        "sender_id": sender,
        "target": {"recipient_id": recipient},
        **more,
    }


def payload(*messages: Any, **lists: Any) -> dict[str, Any]:
    told = {"direct_message_events": list(messages)} if messages else {}
    return {"for_user_id": ACCOUNT, **told, **lists}


def newer(kind: str, told: Any, **changed: Any) -> dict[str, Any]:
    """The envelope of the X Activity API."""
    data = {
        "event_uuid": "-6850472171600526495",
        "filter": {"user_id": ACCOUNT},
        "event_type": kind,
        "tag": "threadline",
        "payload": told,
        **changed,
    }
    return {"data": data}


def read(whole: Any) -> list[Parsed]:
    return list(parse(as_x_writes(whole)))


def read_one(whole: Any) -> Parsed:
    (found,) = read(whole)
    return found


def said(data: Any = None, **changed: Any) -> Said:
    """What a message of Ana's says."""
    found = read_one(payload(message(data, **changed)))
    assert isinstance(found, Said)
    return found


def noted(whole: Any) -> Noted:
    found = read_one(whole)
    assert isinstance(found, Noted)
    return found


def reason(whole: Any) -> str:
    found = read_one(whole)
    assert isinstance(found, Unreadable)
    return found.reason
