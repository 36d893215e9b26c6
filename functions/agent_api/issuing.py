"""Issuing a token once, and showing it again to whoever repeats the call, without keeping it.

With an ``Idempotency-Key`` the token is made of a secret of the stack's, a random number that the
table forgets in two days, and the key itself, of which the table has only a hash. Whoever knows
one or two of them knows nothing of the token.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from functions.agent_api.access import Principal
from shared import clock, credentials, ids, table, tokens
from shared.errors import Conflict, IdempotencyMismatch
from shared.idempotency import KEEP_S
from shared.keys import single
from shared.table import Item


def issued(
    said: Mapping[str, Any], principal: Principal, key: str | None, body_hash: str
) -> tuple[Item, str]:
    """The entry and the token, as ``tokens.issue``; those that there are, if ``key`` made some.

    Raises ValueError, IdempotencyMismatch, Unavailable.
    """
    if not key:
        return tokens.issue(said, by=principal.name)
    once = _once(principal, key, body_hash)
    if before := _before(once, principal, key):
        return before
    try:
        token = _token(principal, key, once["number"])
        return tokens.issue(said, by=principal.name, token=token, also=(table.putting(once),))
    except Conflict:  # the same call, made at the same time
        if before := _before(once, principal, key):
            return before
        raise


def _once(principal: Principal, key: str, body_hash: str) -> Item:
    pk, sk = single.idempotency_key(principal.token, "token", key)
    return {
        "pk": pk,
        "sk": sk,
        "kind": "idempotency",
        "body_hash": body_hash,
        "number": secrets.token_hex(32),
        "status": 201,
        "expires": clock.now_ms() // 1000 + KEEP_S,
    }


def _before(once: Item, principal: Principal, key: str) -> tuple[Item, str] | None:
    before = table.get(once["pk"], once["sk"])
    if before is None:
        return None
    if before["body_hash"] != once["body_hash"]:
        raise IdempotencyMismatch("this key came before with another body")
    token = _token(principal, key, before["number"])
    entry = tokens.find(ids.digest("token", token))
    return (entry, token) if entry else None


def _token(principal: Principal, key: str, number: str) -> str:
    made_of = "\0".join(("token", principal.token, key, number)).encode()
    raw = hmac.digest(credentials.id_key(), made_of, hashlib.sha256)
    return tokens.PREFIX + base64.urlsafe_b64encode(raw).decode().rstrip("=")
