"""The quote token of a message that is quoted: LINE knows no other way to name it."""

import json
from typing import Final

from shared import table
from shared.table import Item

_NEWEST: Final = 100  # how many messages are looked at


def quote_token(message: Item) -> str:
    """The token of what ``message`` replies to; ``""`` if it is too long ago or has none.

    It does not expire, and may be used as often as one likes.
    https://developers.line.biz/en/docs/messaging-api/get-quote-tokens/
    """
    if not (quoted := message.get("reply_to")):
        return ""
    for item in table.query(message["pk"], "M#", "M#~", newest_first=True, limit=_NEWEST):
        if item.get("provider_id") == quoted:
            content = json.loads(item.get("content") or "{}")
            return str((content.get("tokens") or {}).get("quote") or "")
    return ""
