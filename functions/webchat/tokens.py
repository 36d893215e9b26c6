"""Signed statements as compact JWTs, HMAC-SHA256 alone: RFC 7515 and RFC 7518, section 3.2."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from shared.errors import Forged
from shared.intake import json_body

Claims = dict[str, Any]

_LONGEST: Final = 4_096
_as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def signed(claims: Mapping[str, Any], secret: str) -> str:
    """``claims`` as a token that ``secret`` vouches for."""
    said = f"{_encoded(_as_json({'alg': 'HS256', 'typ': 'JWT'}).encode())}."
    said += _encoded(_as_json(claims).encode())
    return f"{said}.{_encoded(_mac(said, secret))}"


def claims_of(token: str, secrets: Iterable[object]) -> Claims:
    """What ``token`` says, if one of ``secrets`` vouches for it. Empty ones vouch for nothing.

    Times and audience are the caller's to judge. Raises Forged.
    """
    if len(token) > _LONGEST or token.count(".") != 2 or not token.isascii():
        raise Forged("no token")
    said, _, signature = token.rpartition(".")
    header, _, payload = said.partition(".")
    given = _decoded(signature)
    valid = [s for s in secrets if isinstance(s, str) and s]
    # Every secret is tried, so that the time taken does not tell which one it was.
    if not sum(hmac.compare_digest(_mac(said, secret), given) for secret in valid):
        raise Forged("signature")
    head = _object(header)
    # A header that names no or another algorithm is an attack, not a wish.
    if head.get("alg") != "HS256" or "crit" in head:
        raise Forged("algorithm")
    return _object(payload)


def _mac(said: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), said.encode(), hashlib.sha256)


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Forged("not base64url") from error
    # The last character has bits to spare: one token has one spelling.
    if _encoded(raw) != text:
        raise Forged("not base64url")
    return raw


def _object(text: str) -> Claims:
    try:
        value = json_body.read(_decoded(text))
    except ValueError as error:
        raise Forged("not JSON") from error
    if not isinstance(value, dict):
        raise Forged("not an object")
    return value
