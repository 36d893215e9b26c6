"""Files of ours as links: Twilio fetches them itself, soon after it took the message.

https://www.twilio.com/docs/messaging/guides/accepted-mime-types (read 2026-11-22)
"""

import json
from typing import Final

from shared.media import files
from shared.table import Item

_LIVES_S: Final = 3_600  # a busy sender's queue may hold the message for a while


def linked(message: Item) -> Item:
    """``message`` with a link to its file, if it has one of ours."""
    content = json.loads(message.get("content") or "{}")
    media = content.get("media") or {}
    if not media.get("key"):
        return message
    link = files.link_to_get(media["key"], media["mime_type"], media.get("name"), seconds=_LIVES_S)
    return {**message, "content": json.dumps({**content, "media": {**media, "url": link}})}
