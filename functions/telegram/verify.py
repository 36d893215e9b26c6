"""Is this really Telegram? The secret token that was given to it with the webhook's address."""

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared.errors import Forged

if TYPE_CHECKING:
    from shared.intake.incoming import Request

_SECRETS: Final = ("secret_token", "previous_secret_token")


def verify(request: "Request", secrets: Mapping[str, Any]) -> bytes:
    """The body. Raises Forged unless ``X-Telegram-Bot-Api-Secret-Token`` is one of our tokens.

    Telegram signs nothing and tells no time: whoever knows the token can say anything.
    https://core.telegram.org/bots/api#setwebhook
    """
    given = request.headers.get("x-telegram-bot-api-secret-token", "").encode("utf-8", "replace")
    for name in _SECRETS:
        secret = secrets.get(name)
        # Without a token the header is missing, and an empty one would fit it.
        if isinstance(secret, str) and secret and hmac.compare_digest(secret.encode(), given):
            return request.body
    raise Forged("secret token does not fit")
