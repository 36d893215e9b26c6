"""Files of ours, which Instagram fetches by a link while it takes the message."""

import json

from shared.media import files
from shared.table import Item


def linked(message: Item) -> Item:
    """``message`` with a link to its file, if it has one of ours; the link lives some minutes.

    https://developers.facebook.com/documentation/business-messaging/instagram-messaging/send-messages
    """
    content = json.loads(message.get("content") or "{}")
    media = content.get("media") or {}
    if not media.get("key"):
        return message
    url = files.link_to_get(media["key"], media["mime_type"], None)
    named = {**{name: value for name, value in media.items() if name != "id"}, "url": url}
    return {**message, "content": json.dumps({**content, "media": named})}
