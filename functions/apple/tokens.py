"""JSON Web Tokens signed by HMAC-SHA256: Apple's proof of itself, and ours to Apple.

https://register.apple.com/resources/messages/msp-rest-api/common-specs (Authorizing Messages)
https://www.rfc-editor.org/rfc/rfc7515
"""

import base64
import binascii
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from shared.intake import json_body

_ALGORITHM: Final = "HS256"


class BadToken(ValueError):
    """The token proves nothing. Its text names no content."""


def key_of(secret: object) -> bytes | None:
    """The key that an API secret stands for: it is shown in base64. None if it is none."""
    try:
        return base64.b64decode(secret, validate=True) or None if isinstance(secret, str) else None
    except (binascii.Error, ValueError):
        return None


def made(claims: Mapping[str, Any], key: bytes) -> str:
    """A token that says ``claims``."""
    head = {"alg": _ALGORITHM, "typ": "JWT"}
    signed = ".".join(_url64(json.dumps(p, separators=(",", ":")).encode()) for p in (head, claims))
    return f"{signed}.{_signature(signed.encode(), key)}"


def proven(token: str, keys: Iterable[bytes]) -> dict[str, Any]:
    """What ``token`` claims, if one of ``keys`` signed it. Raises BadToken.

    Nothing of it is read before. Compared as text, so that there is one way to write a signature.
    """
    signed, _, signature = token.rpartition(".")
    raw, given = signed.encode("utf-8", "replace"), signature.encode("utf-8", "replace")
    if not any(hmac.compare_digest(_signature(raw, key).encode(), given) for key in keys):
        raise BadToken("another signature")
    head, _, claims = signed.partition(".")
    told = _object(head)
    # "crit" names what must be understood, and nothing is.
    if told.get("alg") != _ALGORITHM or "crit" in told:
        raise BadToken("another algorithm")
    return _object(claims)


def _signature(signed: bytes, key: bytes) -> str:
    return _url64(hmac.digest(key, signed, "sha256"))


def _url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _object(part: str) -> dict[str, Any]:
    try:
        value = json_body.read(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError as error:
        raise BadToken("no JSON") from error
    if not isinstance(value, dict):
        raise BadToken("no object")
    return value
