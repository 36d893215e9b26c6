"""How Apple proves itself, checks our tokens and answers; statuses only, and a few words.

register.apple.com/resources/messages/msp-rest-api/common-specs (Authorizing Messages).
"""

import base64
import gzip
import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

import jwt

from shared import clock
from tests.simulator.exchange import Answer, Request

_FRESH_S: Final = 3600


class Refused(Exception):
    """A request Apple does not take; ``answer`` is what it says."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.answer = error(status, why)


def error(status: int, why: str, headers: Mapping[str, str] | None = None) -> Answer:
    kind = {"Content-Type": "text/plain"}
    return Answer(status, why.encode(), {**kind, **(headers or {})})


def answered(value: object) -> Answer:
    return Answer(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


def key(secret: str) -> bytes:
    return base64.b64decode(secret)


def token_headers(msp_id: str, secret: str) -> dict[str, str]:
    """Apple's own token, made now."""
    claims = {"aud": msp_id, "iat": clock.now_ms() // 1000}
    return {"Authorization": f"Bearer {jwt.encode(claims, key(secret), algorithm='HS256')}"}


def message_headers(message: Mapping[str, Any]) -> dict[str, str]:
    """What stands around a customer's message."""
    return {
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        "User-Agent": "BusinessChat",
        "id": str(message.get("id", "")),
        "source-id": str(message.get("sourceId", "")),
        "destination-id": str(message.get("destinationId", "")),
        "device-agent": "iPhone OS",
        "capability-list": "QUICK,LIST,TIME,AUTH,AUTH2,FORM",
        "locale": str(message.get("locale", "en_US")),
    }


def check_token(request: Request, msp_id: str, secret: str) -> None:
    """Raises Refused unless the request carries a token of this provider, made just now."""
    scheme, _, token = request.header("authorization").partition(" ")
    try:
        claims = jwt.decode(
            token,
            key(secret),
            algorithms=["HS256"],
            issuer=msp_id,
            options={"require": ["iss", "iat"], "verify_iat": False},
        )
    except jwt.InvalidTokenError as wrong:
        raise Refused(401, type(wrong).__name__) from wrong
    if scheme != "Bearer" or abs(clock.now_ms() / 1000 - claims["iat"]) > _FRESH_S:
        raise Refused(401, "not of now")


def body_of(request: Request) -> dict[str, Any]:
    """The JSON of a message, unzipped. Raises Refused."""
    try:
        zipped = request.header("content-encoding") == "gzip"
        body = json.loads(gzip.decompress(request.body) if zipped else request.body)
    except (OSError, ValueError, EOFError) as wrong:
        raise Refused(400, "no JSON") from wrong
    if not isinstance(body, dict):
        raise Refused(400, "no object")
    return body


def is_uuid(value: object) -> bool:
    try:
        return str(uuid.UUID(str(value))) == value
    except ValueError:
        return False
