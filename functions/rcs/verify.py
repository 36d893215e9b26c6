"""Is this really Google? Its signature over what is wrapped in the body, or its handshake.

https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
(read 2026-11-22)
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any, Final

from shared.credentials import Secrets
from shared.errors import Forged
from shared.intake import json_body
from shared.intake.incoming import LONGEST_UNPROVED, Asked, Reply, Request

_NAMES: Final = ("clientToken", "previous_clientToken")


def verify(request: Request, secrets: Secrets) -> bytes:
    """The bytes that were signed: the data of the body's message, decoded. Raises Forged.

    Raises Asked for the handshake of a webhook that is being saved: it wants its secret back.
    """
    body = _object(request.body)
    if "message" not in body and "secret" in body:
        raise Asked(_handshake(body, secrets))
    data = _data(body)
    given = _raw(request.headers.get("x-goog-signature", ""))
    expected = [base64.b64encode(hmac.digest(key, data, hashlib.sha512)) for key in _keys(secrets)]
    if not any(hmac.compare_digest(given, one) for one in expected):
        raise Forged("wrong signature")
    return data


def _handshake(body: dict[str, Any], secrets: Secrets) -> Reply:
    """It is not signed, so what it carries is the proof."""
    given, secret = body.get("clientToken"), body["secret"]
    if not (isinstance(given, str) and isinstance(secret, str)):
        raise Forged("no token, or no secret")
    if not any(hmac.compare_digest(_raw(given), key) for key in _keys(secrets)):
        raise Forged("wrong token")
    return Reply(secret)


def _object(body: bytes) -> dict[str, Any]:
    if len(body) > LONGEST_UNPROVED:
        raise Forged("too long to be looked into")
    try:
        value = json_body.read(body)
    except ValueError as error:
        raise Forged("no JSON") from error
    if not isinstance(value, dict):
        raise Forged("no object")
    return value


def _data(body: dict[str, Any]) -> bytes:
    message = body.get("message")
    data = message.get("data") if isinstance(message, dict) else None
    if not isinstance(data, str):
        raise Forged("no data")
    try:
        return base64.b64decode(_raw(data), validate=True)
    except binascii.Error as error:
        raise Forged("no base64") from error


def _keys(secrets: Secrets) -> Iterator[bytes]:
    """The client token, and the one before while they are exchanged."""
    for name in _NAMES:
        key = secrets.get(name)
        if isinstance(key, str) and key:
            yield _raw(key)


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
