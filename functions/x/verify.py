"""Is this really X? Its signature over the raw bytes, by the secret of the app."""

import base64
import hmac
from typing import Final

from shared.credentials import Secrets
from shared.errors import Forged
from shared.intake.incoming import Request

_SECRETS: Final = ("consumer_secret", "previous_consumer_secret")
# Every event has one, no challenge that is answered does: both are signed alike, so whoever asks
# for the answer to a challenge that reads like an event would have that event's signature.
IN_EVERY_EVENT: Final = "{"


def verify(request: Request, secrets: Secrets) -> bytes:
    """The body. Raises Forged unless ``x-twitter-webhooks-signature`` signs it as it came.

    ``sha256=`` and HMAC-SHA256 in base64, by the consumer secret of the app, or by the one before
    it. No other spelling is taken, as none is ever sent.
    https://docs.x.com/x-api/webhooks/quickstart#signature-verification (read 2026-11-22)
    """
    given = request.headers.get("x-twitter-webhooks-signature", "")
    if not given.isascii() or IN_EVERY_EVENT.encode() not in request.body:
        raise Forged("signature does not fit")
    for name in _SECRETS:
        secret = secrets.get(name)
        # An empty key signs too: whoever knows that none is configured could forge.
        if not (isinstance(secret, str) and secret):
            continue
        if hmac.compare_digest(signature(secret, request.body), given):
            return request.body
    raise Forged("signature does not fit")


def signature(secret: str, signed: bytes) -> str:
    """What X writes beside an event, and wants to hear to a challenge."""
    digest = hmac.digest(secret.encode(), signed, "sha256")
    return f"sha256={base64.b64encode(digest).decode()}"
