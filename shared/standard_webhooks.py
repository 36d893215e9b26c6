"""Standard Webhooks' signature, which both sides of the contract use.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (read
2026-11-22)
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import Any, Final

_SECRETS: Final = ("signing_secret", "previous_signing_secret")
_PREFIX: Final = "whsec_"
# Bytes. The specification asks for 24 to 64, but its own service has given out keys of 18.
_SHORTEST: Final = 16


def keys_of(secrets: Mapping[str, Any]) -> list[bytes]:
    """The keys that sign and verify, the current one first; none that is unfit."""
    found = (_key(secrets.get(name)) for name in _SECRETS)
    return [key for key in found if key is not None]


def _key(secret: object) -> bytes | None:
    """An empty or short key signs too: whoever guesses it could forge."""
    if not isinstance(secret, str):
        return None
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) >= _SHORTEST else None


def signature(key: bytes, named: bytes, at: bytes, body: bytes) -> bytes:
    """``v1,`` and the base64 of HMAC-SHA256 over id, time (seconds) and body, joined by dots."""
    digest = hmac.digest(key, b".".join((named, at, body)), "sha256")
    return b"v1," + base64.b64encode(digest)
