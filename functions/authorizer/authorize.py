"""Lambda: answers API Gateway whether a bearer token may call the agent API, and as whom.

A request that names no token, an unknown one or an expired one is denied; a failing look-up
raises, which API Gateway answers with 500 and never caches.
"""

from typing import Any

from shared import clock, keys, table
from shared.observability import logger

_DENIED = {"isAuthorized": False, "context": {}}


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An HTTP API authorizer's simple response; its context is the caller's principal."""
    scheme, _, token = event.get("headers", {}).get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return _DENIED
    item = table.get(*keys.token_key(token.strip()))
    if item is None or item.get("revoked") or _is_over(item):
        logger.info("token refused")
        return _DENIED
    logger.info("token accepted", token=item["token_id"])
    return {
        "isAuthorized": True,
        "context": {
            "token": item["token_id"],
            "scope": item["scope"],
            "agent": item.get("agent") or "",
            "channels": ",".join(item.get("channels", [])),
            "limit": str(item.get("requests_per_minute", "")),
        },
    }


def _is_over(item: table.Item) -> bool:
    # TTL deletes late, so that the time itself decides.
    expires = item.get("expires")
    return expires is not None and int(expires) * 1000 <= clock.now_ms()
