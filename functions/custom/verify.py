"""Is this really the other system? Standard Webhooks' signature over id, time and raw bytes."""

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from shared.errors import Forged
from shared.standard_webhooks import keys_of, signature

if TYPE_CHECKING:
    from shared.intake.incoming import Request

_TOLERANCE_MS: Final = 300_000
_LONGEST_TIME: Final = 12  # digits of seconds


def verify(request: "Request", secrets: Mapping[str, Any]) -> bytes:
    """The body, if one of the signatures given was made with one of the secrets; else Forged.

    ``webhook-signature`` may hold several, parted by blanks. ``webhook-timestamp`` must be within
    five minutes of now, so every try of a delivery is signed anew; ``webhook-id`` holds no dot,
    since dots part what is signed.
    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    named, at, given = (
        request.headers.get(f"webhook-{name}", "").encode("utf-8", "replace")
        for name in ("id", "timestamp", "signature")
    )
    if not named or b"." in named or not _is_now(at):
        raise Forged("no id, or not of now")
    for key in keys_of(secrets):
        expected = signature(key, named, at, request.body)
        # Each is compared, so that the time does not tell which one fits.
        if sum(hmac.compare_digest(expected, one) for one in given.split(b" ")):
            return request.body
    raise Forged("signature does not fit")


def _is_now(at: bytes) -> bool:
    if not at.isdigit() or len(at) > _LONGEST_TIME:
        return False
    return abs(clock.now_ms() - int(at) * 1000) <= _TOLERANCE_MS
