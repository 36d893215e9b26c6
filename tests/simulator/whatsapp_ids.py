"""Ids as WhatsApp makes them."""

import uuid
from base64 import b64encode


def new_wamid(address: str) -> str:
    """A message id, never the same twice; the other side's number is legible in it."""
    number = address.encode()
    raw = b"\x1c\x18" + bytes([len(number)]) + number + b"\x15\x02\x00\x12\x18\x20"
    return "wamid." + b64encode(raw + uuid.uuid4().hex.upper().encode() + b"\x00").decode()
