"""How LINE signs, answers and words its refusals.

developers.line.biz/en/reference/messaging-api/#status-codes, #error-responses.
"""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from typing import Any

from tests.simulator.exchange import Answer, Request


class Refused(Exception):
    """A request LINE does not take; ``answer`` is what it says."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def dumps(value: object) -> bytes:
    """JSON as LINE writes it: no spaces, UTF-8 and nothing escaped."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def signature_headers(body: bytes, channel_secret: str) -> dict[str, str]:
    digest = hmac.new(channel_secret.encode(), body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "LineBotWebhook/2.0",
        "x-line-signature": base64.b64encode(digest).decode(),
    }


def answered(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    common = {"Content-Type": "application/json", "x-line-request-id": str(uuid.uuid4())}
    return Answer(status, json.dumps(value).encode(), {**common, **(headers or {})})


def error(status: int, message: str, *details: tuple[str, str]) -> Answer:
    """The error envelope; ``details`` are pairs of message and property."""
    said: dict[str, Any] = {"message": message}
    if details:
        said["details"] = [{"message": why, "property": where} for why, where in details]
    return answered(said, status)


def invalid(why: str, where: str) -> Refused:
    count = "The request body has 1 error(s)"
    return Refused(error(400, count, (why, where)))


def check_token(request: Request, token: str) -> None:
    """Raises Refused unless the request carries the channel access token."""
    given = request.header("authorization").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise Refused(unauthorised())


def unauthorised() -> Answer:
    return error(
        401,
        "Authentication failed. Confirm that the access token in the authorization header is "
        "valid.",
    )
