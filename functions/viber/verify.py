"""Is this really Viber? Its signature over the raw bytes, by the bot's token."""

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared.errors import Forged

if TYPE_CHECKING:
    from shared.intake.incoming import Request

_HEADER: Final = "x-viber-content-signature"
_TOKENS: Final = ("auth_token", "previous_auth_token")


def verify(request: "Request", secrets: Mapping[str, Any]) -> bytes:
    """The body, if the signature fits one of the tokens; else raises Forged.

    64 lower-case hex digits of HMAC-SHA256 over the bytes as they came. They stand in
    ``X-Viber-Content-Signature``; ``sig`` of the query says the same and counts where there is no
    such header. No time is signed, so nothing can be stale: a repetition is known by its id. The
    first call, when the webhook is set, is signed like all others.
    https://developers.viber.com/docs/api/rest-bot-api/#callbacks and, for the query,
    https://github.com/Viber/viber-bot-node/blob/master/lib/middleware.js (read 2026-11-22)
    """
    told = request.headers.get(_HEADER)
    given = (request.query.get("sig", "") if told is None else told).encode("utf-8", "replace")
    for name in _TOKENS:
        token = secrets.get(name)
        # An empty key signs too: whoever knows that none is configured could forge.
        if isinstance(token, str) and token:
            digest = hmac.digest(token.encode(), request.body, "sha256").hex()
            if hmac.compare_digest(digest.encode(), given):
                return request.body
    raise Forged("signature does not fit")
