"""The one thing that is read before the answer: what an interactive message only refers to.

Where a selection is large, the webhook brings the address of the rest, which is good for seconds;
a queue may be slower than that. Two seconds are all that it is given. What was not had by then is
asked for again by ``media``, which also opens what was: that takes keys and another call.
https://developer.apple.com/documentation/businesschatapi/messages_sent/interactive_messages/receiving_large_interactive_data_payloads
"""

import base64
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from functions.apple.api import address, authorization
from functions.apple.references import asked_by, business_of
from functions.apple.surroundings import apart, with_fetched
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.intake import json_body
from shared.intake.fields import needed_fields
from shared.observability import logger
from shared.provider.hosts import confidential

_WITHIN_S: Final = 2.0
_LONGEST: Final = 1_000_000
_BLOCK: Final = 64 * 1024
_MENTIONED: Final = b'"interactiveDataRef"'


class _NotHad(Exception):
    """It did not come, or not in time, or not as it should."""


def with_reference(whole: bytes, secrets: Secrets) -> bytes:
    """``whole``, and what it refers to as it is kept by Apple, if that can be had in time."""
    if _MENTIONED not in whole:
        return whole
    until = time.monotonic() + _WITHIN_S
    try:
        _, message = apart(whole)
        asking = asked_by(needed_fields(message, "interactiveDataRef"))
        asking |= {"source-id": business_of(message), **authorization(secrets)}
        told = json_body.read(_got(address("preDownload"), asking, until))
        fetched = _got(str(told["download-url"]), {}, until)
    # A message that cannot be understood is for ``parse``, an account without secrets for nobody.
    except (_NotHad, CredentialsRejected, LookupError, TypeError, ValueError) as error:
        logger.info("reference not fetched at once", kind=type(error).__name__)
        return whole
    return with_fetched(whole, base64.b64encode(fetched).decode())


def _got(url: str, headers: Mapping[str, Any], until: float) -> bytes:
    if not confidential(url):
        raise _NotHad("no safe link")
    connection = _connection(url, until)
    parts = urlsplit(url)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"User-Agent": "threadline", **headers})
        return _read(connection, connection.getresponse(), until)
    except (OSError, HTTPException) as error:
        raise _NotHad(type(error).__name__) from error
    finally:
        connection.close()


def _connection(url: str, until: float) -> HTTPConnection:
    parts = urlsplit(url)
    made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return made(parts.hostname or "", parts.port, timeout=_left(until))


def _read(connection: HTTPConnection, response: HTTPResponse, until: float) -> bytes:
    if response.status != 200:
        raise _NotHad(f"status {response.status}")
    body = b""
    while block := response.read1(_BLOCK):
        body += block
        if len(body) > _LONGEST:
            raise _NotHad("too large")
        if connection.sock:
            connection.sock.settimeout(_left(until))
    return body


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _NotHad("too slow")
    return left
