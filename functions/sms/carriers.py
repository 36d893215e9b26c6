"""Texts that a carrier hands on in base64: long ones of some, cut even within a letter."""

import base64
import binascii
import re
from typing import Final

_SHORTEST: Final = 60  # no word of a language is that long
_ALPHABET: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def decoded(text: str) -> str | None:
    """What was written, None if ``text`` is as it was written.

    Words are needed to tell a text from a key or a link; the condition follows
    https://github.com/nyaruka/courier (handlers/utils.go), which has seen them for years.
    """
    packed = "".join(text.split())
    if len(packed) < _SHORTEST or len(packed) % 4 or not _ALPHABET.fullmatch(packed):
        return None
    try:
        raw = base64.b64decode(packed, validate=True)
        found = _whole(raw).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    plain = sum(character.isascii() for character in found)
    printable = all(c.isprintable() or c.isspace() for c in found)
    return found if printable and " " in found and 2 * plain >= len(found) else None


def _whole(raw: bytes) -> bytes:
    """Without the first bytes of a character whose rest is missing."""
    for missing in range(1, 4):
        tail = raw[-missing:]
        if tail and tail[0] >= 0xC0:
            length = 2 if tail[0] < 0xE0 else 3 if tail[0] < 0xF0 else 4
            return raw[:-missing] if missing < length else raw
    return raw
