"""Lambda: makes the first token for the agent API; invoked by an admin, who sees it only once.

Event: ``{"scope": "admin|agent|readonly", "agent": "ana", "channels": ["whatsapp"],
"days": 90, "requests_per_minute": 600}``; ``agent`` is the name that answers are signed with,
needed for the scope ``agent``; no ``channels`` means all of them; no ``days`` means until revoked.
Returns ``{"token", "token_id", "scope", "agent", "channels"}``. Raises ValueError.
"""

from typing import Any

from shared import tokens
from shared.observability import logger


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    entry, token = tokens.issue(event, by="admin:aws")
    logger.info("token issued", token=entry["sk"], scope=entry["scope"])
    shown = {name: entry[name] for name in ("scope", "agent", "channels")}
    return {"token": token, "token_id": entry["sk"], **shown}
