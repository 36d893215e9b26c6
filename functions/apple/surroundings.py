"""What the body itself does not tell: the headers, and what was fetched for it at once.

It is put before the body as a line of JSON, so that the whole can be read again later by
``parse`` alone.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from shared.intake import json_body

# https://register.apple.com/resources/messages/msp-rest-api/common-specs
_HEADERS: Final = ("id", "source-id", "destination-id", "capability-list", "device-agent", "locale")


def together(headers: Mapping[str, str], body: bytes) -> bytes:
    """``body`` after those of ``headers`` that say something about it."""
    told = {name: headers[name] for name in _HEADERS if name in headers}
    return _line({"headers": told}) + body


def with_fetched(whole: bytes, fetched: str) -> bytes:
    """``whole`` as ``together`` made it, and what was fetched, in base64."""
    around, body = _parted(whole)
    return _line({**around, "fetched": fetched}) + body


def apart(whole: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The surroundings and the message. Raises ValueError."""
    around, body = _parted(whole)
    message = json_body.read(body)
    if not isinstance(message, dict):
        raise ValueError("not of Apple")
    return around, message


def _parted(whole: bytes) -> tuple[dict[str, Any], bytes]:
    line, _, body = whole.partition(b"\n")
    around = json_body.read(line)
    if not isinstance(around, dict):
        raise ValueError("not of Apple")
    return around, body


def _line(around: Mapping[str, Any]) -> bytes:
    return json.dumps(around, separators=(",", ":")).encode() + b"\n"
