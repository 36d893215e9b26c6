"""How Twilio signs a request: pure.

https://www.twilio.com/docs/usage/webhooks/webhooks-security (read 2026-11-22); where that is
silent, what ``twilio.request_validator`` of Twilio's library for Python (9.13.0) does.
"""

import base64
import hmac
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from functions.sms.form import Pairs

Algorithm = Literal["sha1", "sha256"]

_PORT: Final = re.compile(r":\d*$")
_USUAL_PORT: Final = {"https": ":443", "http": ":80"}


def signature(key: str, url: str, said: bytes, algorithm: Algorithm) -> bytes:
    """The value of X-Twilio-Signature for a call of ``url`` with a form that says ``said``."""
    signed = url.encode("utf-8", "surrogateescape") + said
    return base64.b64encode(hmac.digest(key.encode(), signed, algorithm))


def said(pairs: Pairs) -> bytes:
    """Each name with its value, sorted by name and then by value, without anything in between;
    what a form says twice counts once."""
    text = "".join([name + value for name, value in sorted(set(pairs))])
    return text.encode("utf-8", "surrogateescape")


def written(url: str) -> Iterator[str]:
    """``url`` without a port and with one: Twilio signs now the one and now the other."""
    scheme, _, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    bare = _PORT.sub("", place)
    yield f"{scheme}://{bare}{slash}{path}"
    port = place[len(bare) :] or _USUAL_PORT.get(scheme, "")
    yield f"{scheme}://{bare}{port}{slash}{path}"


def equals_one(given: str, expected: Iterable[bytes]) -> bool:
    """Compares with each in constant time, until one is the same."""
    raw = given.encode("utf-8", "surrogatepass")
    return any(hmac.compare_digest(raw, one) for one in expected)
