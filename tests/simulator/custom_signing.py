"""The contract's signature and refusals, from the other system's side."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Final

from shared import clock
from tests.simulator.exchange import Answer, Request

_TOLERANCE_S: Final = 300


class Refused(Exception):
    """A request that is not taken; ``answer`` is what it hears."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def signature(named: str, at: str, body: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{named}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def headers(named: str, body: bytes, secret: str) -> dict[str, str]:
    at = str(clock.now_ms() // 1000)
    return {
        "Content-Type": "application/json",
        "User-Agent": "partner/1.0",
        "webhook-id": named,
        "webhook-timestamp": at,
        "webhook-signature": signature(named, at, body, secret),
    }


def check(request: Request, secret: str) -> None:
    """Raises Refused unless the request is signed with ``secret``, and now."""
    named, at = request.header("webhook-id"), request.header("webhook-timestamp")
    expected = signature(named, at, request.body, secret)
    now = clock.now_ms() // 1000
    fresh = at.isdigit() and abs(now - int(at)) <= _TOLERANCE_S
    if not (named and fresh and expected in request.header("webhook-signature").split(" ")):
        raise error(401, "credentials", "The signature does not fit.")


def answered(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, dumps(value), {"Content-Type": "application/json", **(headers or {})})


def error(status: int, code: str, title: str, headers: Mapping[str, str] | None = None) -> Refused:
    return Refused(answered({"error": {"code": code, "title": title}}, status, headers))
