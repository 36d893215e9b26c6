"""Opaque cursors: where a page ended, signed, and good only for the list they came from."""

import base64
import hashlib
import hmac

from functions.agent_api.problems import Problem
from shared import credentials

_MAC_BYTES = 9


def cursor(of: str, position: str) -> str:
    """A cursor after ``position`` of the list named ``of``."""
    raw = _mac(of, position) + position.encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def position(of: str, text: str | None) -> str | None:
    """Where the cursor ``text`` points; None without one. Raises Problem 400."""
    if text is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        found = raw[_MAC_BYTES:].decode()
        # The whole text: decoding passes over letters that mean nothing.
        genuine = hmac.compare_digest(text.encode(), cursor(of, found).encode())
    except ValueError:
        genuine = False
    if not genuine:
        raise Problem(400, "invalid-cursor", "This cursor does not belong to this list.")
    return found


def _mac(of: str, position: str) -> bytes:
    text = f"cursor\0{of}\0{position}".encode()
    return hmac.digest(credentials.id_key(), text, hashlib.sha256)[:_MAC_BYTES]
