"""The challenge by which X finds out, every hour, that this webhook is still ours."""

import json
from typing import Final

from functions.x.verify import IN_EVERY_EVENT, signature
from shared.channels import X
from shared.credentials import Secrets, credential_set
from shared.errors import Forged
from shared.intake.incoming import Reply, Request

_LONGEST: Final = 1_000
_FRESH_MS: Final = 60_000


def handshake(request: Request, secrets: Secrets) -> Reply:
    """The ``response_token`` for ``crc_token``. Raises Forged if that is none.

    A wrong answer switches the webhook off at once, where a refusal is asked about again. So the
    secret is read anew if it is older than a minute, and only the current one answers: while one
    replaces the other, X already uses the new one.
    https://docs.x.com/x-api/webhooks/quickstart#2-the-crc-check (read 2026-11-22)
    """
    token = request.query.get("crc_token", "")
    if not token or len(token) > _LONGEST or IN_EVERY_EVENT in token:
        raise Forged("no challenge")
    fresh = credential_set(X.name, request.credential_set, fresher_than_ms=_FRESH_MS)
    secret = fresh.get("consumer_secret")
    if not (isinstance(secret, str) and secret):
        raise Forged("no consumer secret is configured")
    answer = signature(secret, token.encode("utf-8", "replace"))
    return Reply(json.dumps({"response_token": answer}), "application/json")
