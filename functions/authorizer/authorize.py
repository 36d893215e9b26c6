"""Lambda: answers API Gateway whether a bearer token may call the agent API, and as whom.

A request that names no token, an unknown one or an expired one is denied; a failing look-up
raises, which API Gateway answers with 500 and never caches.
"""

from typing import Any

from functions.authorizer.refusals import Refused
from shared import clock, table
from shared.keys import single
from shared.observability import logger
from shared.settings import settings

_DENIED = {"isAuthorized": False, "context": {}}


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An HTTP API authorizer's simple response; its context is the caller's principal."""
    try:
        caller = _caller(_bearer(event))
    except Refused as refusal:
        logger.info("token refused", why=refusal.why)
        return _DENIED
    logger.info("token accepted", token=caller["token"])
    return {"isAuthorized": True, "context": caller}


def _bearer(event: dict[str, Any]) -> str:
    scheme, _, token = event.get("headers", {}).get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refused("none")
    return str(token.strip())


def _caller(token: str) -> dict[str, str]:
    if token.count(".") == 2:  # none of ours has any
        return _of_issuer(token)
    item = table.get(*single.token_key(token))
    if item is None or item.get("revoked") or _is_over(item):
        raise Refused("unknown" if item is None else "over")
    return {
        "token": item["token_id"],
        "scope": item["scope"],
        "agent": item.get("agent") or "",
        "channels": ",".join(item.get("channels", [])),
        "limit": str(item.get("requests_per_minute", "")),
    }


def _of_issuer(token: str) -> dict[str, str]:
    if not (settings().oidc_issuer and settings().oidc_audience):
        raise Refused("no-issuer")
    # What it takes is read only where there is an issuer.
    from functions.authorizer import oidc

    return oidc.context(token)


def _is_over(item: table.Item) -> bool:
    # TTL deletes late, so that the time itself decides.
    expires = item.get("expires")
    return expires is not None and int(expires) * 1000 <= clock.now_ms()
