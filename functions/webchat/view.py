"""A message as its visitor may see it; nothing that only the business may know."""

import json
from collections.abc import Mapping
from typing import Any, Final

from shared.clock import rfc3339
from shared.ids import MessageId
from shared.media import files
from shared.table import Item

View = dict[str, Any]

# Before these an agent's message has not left the house, after "failed" it never will.
_OUT: Final = ("sent", "delivered", "read")
_SHOWN_CONTENT: Final = ("buttons", "latitude", "longitude", "address", "reply")


def shown(message: Item) -> View | None:
    """``message`` for its visitor; None for notes, events and what was not sent."""
    ours = message["direction"] == "outbound"
    if message["direction"] == "note" or message["type"] == "event":
        return None
    if ours and message["status"] not in _OUT:
        return None
    content = json.loads(message.get("content") or "{}")
    view: View = {
        "id": str(MessageId.of(message)),
        "from": message["author_kind"] if ours else "visitor",
        "type": message["type"],
        "text": message.get("text", ""),
        "sent_at": rfc3339(message["sent_at"]),
        "status": message["status"],
        # What the browser called its own message, so that it finds it again.
        "own_id": None if ours else message["provider_id"],
        "reply_to": message.get("reply_to"),
        "edited": bool(message.get("edited_at")) or None,
        "revoked": bool(message.get("revoked_at")) or None,
        "attachments": None if message.get("revoked_at") else _attachments(message, content),
        **{name: content.get(name) for name in _SHOWN_CONTENT},
    }
    return {name: value for name, value in view.items() if value is not None}


def _attachments(message: Item, content: Mapping[str, Any]) -> list[View] | None:
    media = content.get("media")
    if not media:
        return None
    kind = message.get("media_type") or media.get("mime_type") or ""
    file = {
        "type": kind,
        "name": media.get("name"),
        "size": message.get("media_size") or media.get("size"),
        "voice": media.get("voice"),
        "url": _link(message, media, kind),
    }
    return [{name: value for name, value in file.items() if value is not None}]


def _link(message: Item, media: Mapping[str, Any], kind: str) -> str | None:
    """A fresh link, for five minutes: a file that a scanner has not passed has none."""
    if media.get("key"):
        return files.link_to_get(media["key"], kind, media.get("name"))
    if message.get("media_status") == "stored":
        return files.link_to_get(message["media_key"], kind, media.get("name"))
    url = media.get("url")
    return str(url) if url else None
