"""Meta's proof of origin, the same for WhatsApp, Messenger and Instagram."""

import hmac
from collections.abc import Mapping
from typing import Any, Final

from shared.errors import Forged
from shared.intake.incoming import Reply, Request

_SECRETS: Final = ("app_secret", "previous_app_secret")


def verify(request: Request, secrets: Mapping[str, Any]) -> bytes:
    """The body. Raises Forged unless ``X-Hub-Signature-256`` signs it with one of the app secrets.

    ``sha256=`` and 64 lower-case hex digits of HMAC-SHA256 over the bytes as they came: Meta signs
    its own escaped spelling (``\\u00e9``), so a body that was parsed and written again never fits.
    No other spelling of the digits is taken, as none is ever sent.
    https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
    """
    given = request.headers.get("x-hub-signature-256", "")
    if not given.isascii():  # compare_digest takes no such text
        raise Forged("signature does not fit")
    for name in _SECRETS:
        secret = secrets.get(name)
        # An empty key signs too: whoever knows that none is configured could forge.
        if isinstance(secret, str) and secret:
            digest = hmac.digest(secret.encode(), request.body, "sha256").hex()
            if hmac.compare_digest(f"sha256={digest}", given):
                return request.body
    raise Forged("signature does not fit")


def handshake(request: Request, secrets: Mapping[str, Any]) -> Reply:
    """The challenge, to be answered as bare text, of the GET that Meta makes when a URL is saved.

    Raises Forged unless the mode is ``subscribe`` and the token is ours.
    https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
    """
    query, token = request.query, secrets.get("verify_token")
    if not (isinstance(token, str) and token):
        raise Forged("no verify token is configured")
    given = query.get("hub.verify_token", "").encode("utf-8", "replace")
    if not hmac.compare_digest(token.encode(), given):
        raise Forged("verify token does not fit")
    challenge = query.get("hub.challenge", "")
    if query.get("hub.mode") != "subscribe" or not challenge:
        raise Forged("not a subscription")
    return Reply(challenge)
