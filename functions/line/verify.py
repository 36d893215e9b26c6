"""Is this really LINE? Its signature over the raw bytes, by the channel's secret."""

import base64
import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared.errors import Forged

if TYPE_CHECKING:
    from shared.intake.incoming import Request

_SECRETS: Final = ("channel_secret", "previous_channel_secret")


def verify(request: "Request", secrets: Mapping[str, Any]) -> bytes:
    """The body, if ``x-line-signature`` signs it with one of the secrets; else raises Forged.

    Base64 of HMAC-SHA256 over the bytes as they came, which are UTF-8 and not escaped. No time is
    signed, so nothing can be stale: a repetition is known by its id. There is no handshake either:
    the console verifies a URL by a signed POST without events.
    https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
    """
    given = request.headers.get("x-line-signature", "").encode("utf-8", "replace")
    for name in _SECRETS:
        secret = secrets.get(name)
        # An empty key signs too: whoever knows that none is configured could forge.
        if isinstance(secret, str) and secret:
            digest = hmac.digest(secret.encode(), request.body, "sha256")
            if hmac.compare_digest(base64.b64encode(digest), given):
                return request.body
    raise Forged("signature does not fit")
