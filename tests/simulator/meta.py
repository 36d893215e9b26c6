"""What Meta's platforms share: how they sign, write JSON and word errors.

developers.facebook.com/docs/graph-api/webhooks/getting-started, …/guides/error-handling.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any, Final

from tests.simulator.exchange import Answer, Request

VERSION: Final = r"/v\d+\.\d+"  # every Graph path begins with one


class Refused(Exception):
    """A request the Graph API does not take; ``answer`` is what it says."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def dumps(value: object) -> bytes:
    """JSON as Meta writes it: no spaces, non-ASCII as ``\\u00e9``, slashes as ``\\/``."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/").encode()


def signature_headers(body: bytes, app_secret: str) -> dict[str, str]:
    """Headers of a webhook call; the signatures are over exactly these bytes."""
    key = app_secret.encode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "Accept": "*/*",
        "X-Hub-Signature": "sha1=" + hmac.new(key, body, hashlib.sha1).hexdigest(),
        "X-Hub-Signature-256": "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest(),
    }


def answered(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    common = {"Content-Type": "application/json; charset=UTF-8"}
    return Answer(status, json.dumps(value).encode(), {**common, **(headers or {})})


def error(
    status: int,
    code: int,
    message: str,
    *,
    details: str = "",
    kind: str = "OAuthException",
    subcode: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The error envelope of the Graph API."""
    said: dict[str, Any] = {"message": message, "type": kind, "code": code}
    if subcode is not None:
        said["error_subcode"] = subcode
    if details:
        said["error_data"] = {"messaging_product": "whatsapp", "details": details}
    said["fbtrace_id"] = "A" + secrets.token_urlsafe(17)
    return answered({"error": said}, status, headers)


def check_token(request: Request, access_token: str) -> None:
    """Raises Refused unless the request carries the token, as header or as parameter."""
    scheme, _, given = request.header("authorization").partition(" ")
    if scheme.lower() not in ("bearer", "oauth"):
        given = request.query.get("access_token", "")
    if not hmac.compare_digest(given.strip().encode(), access_token.encode()):
        message = "Invalid OAuth access token - Cannot parse access token"
        raise Refused(error(401, 190, message))


def unknown_object(object_id: str, method: str) -> Answer:
    """What Graph says of an id that is not there, or not for this token."""
    return error(
        400,
        100,
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, "
        "cannot be loaded due to missing permissions, or does not support this operation. "
        "Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        kind="GraphMethodException",
        subcode=33,
    )


EXPIRED_TOKEN: Final = (
    "Error validating access token: Session has expired on Thursday, 01-Jan-26 00:00:00 PST. "
    "The current time is Thursday, 01-Jan-26 00:00:01 PST."
)


def stable_hex(text: str) -> str:
    """An id as Meta's look, the same for the same text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
