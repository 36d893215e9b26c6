"""Lambda: makes a token for the agent API; invoked by an admin, who sees the token only once.

Event: ``{"scope": "admin|agent|readonly", "agent": "ana", "channels": ["whatsapp"],
"days": 90}``; ``agent`` is the name that answers are signed with, needed for the scope
``agent``; no ``channels`` means all of them; no ``days`` means until revoked.
Returns ``{"token", "token_id", "scope", "agent", "channels"}``. Raises ValueError.
"""

import re
import secrets
from typing import Any

from shared import clock, keys, table
from shared.channels import CHANNELS
from shared.observability import logger

SCOPES = ("admin", "agent", "readonly")
_NAME = re.compile(r"[a-z0-9-]{1,32}")
_DAY_MS = 86_400_000


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    item, token = token_item(event, clock.now_ms())
    if item.get("agent"):
        # The inbox lists conversations by holder, so it has to know who can hold one.
        table.put_if_absent({"pk": "S#agents", "sk": item["agent"], "kind": "settings"})
    table.put(item)
    logger.info("token issued", token=item["token_id"], scope=item["scope"])
    return {"token": token, **{k: item[k] for k in ("token_id", "scope", "agent", "channels")}}


def token_item(event: dict[str, Any], now: int) -> tuple[table.Item, str]:
    """The item that stands for a new token, and the token. Raises ValueError."""
    scope, agent = event.get("scope"), str(event.get("agent") or "")
    channels, days = list(event.get("channels") or []), event.get("days")
    if scope not in SCOPES:
        raise ValueError(f"scope must be one of {', '.join(SCOPES)}")
    if (agent or scope == "agent") and not _NAME.fullmatch(agent):
        raise ValueError("agent must be 1 to 32 of a-z, 0-9 and -")
    if unknown := set(channels) - set(CHANNELS):
        raise ValueError(f"unknown channels: {', '.join(sorted(unknown))}")
    token = f"tl_{secrets.token_urlsafe(32)}"
    pk, sk = keys.token_key(token)
    item: table.Item = {
        "pk": pk,
        "sk": sk,
        "kind": "token",
        # Names the token in logs and authorships; says nothing about its text.
        "token_id": keys.digest("token", token),
        "scope": scope,
        "agent": agent,
        "channels": channels,
        "created_at": now,
    }
    if days is not None:
        item["expires"] = (now + int(days) * _DAY_MS) // 1000
    return item, token
