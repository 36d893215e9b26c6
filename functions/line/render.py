"""A message of ours in LINE's words: the message objects of one call.

https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from functions.line.choices import interactive
from functions.line.measures import cut, fitting
from functions.line.media_objects import media
from shared.errors import MessageRejected
from shared.table import Item

Body = dict[str, Any]

_MEDIA: Final = ("image", "video", "audio", "file")
_PLACE: Final = 100  # longest title and address
_LOADING_S: Final = 20  # of 5 to 60, in steps of five; a message of ours ends it


def render(message: Item, quote: str = "") -> list[Body]:
    """The objects that say ``message``, an outbound message item; ``quote`` is a quote token.

    Raises MessageRejected where LINE has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    return _said(message["type"], message.get("text") or "", content, quote)


def loading(identity: str) -> Body:
    """What shows that an answer is on its way; it reads nothing and needs no token.

    https://developers.line.biz/en/docs/messaging-api/use-loading-indicator/
    """
    return {"chatId": identity, "loadingSeconds": _LOADING_S}


def _said(kind: str, text: str, content: Mapping[str, Any], quote: str) -> list[Body]:
    if kind in _MEDIA:
        return media(kind, text, content)
    match kind:
        case "text":
            body: Body = {"type": "text", "text": fitting(text)}
            return [{**body, "quoteToken": quote} if quote else body]
        case "interactive":
            return [interactive(text, content)]
        case "location":
            return [_place(content)]
        case "sticker":
            return [_sticker(content)]
        case "contacts":
            return [{"type": "text", "text": fitting(_cards(content["contacts"]))}]
    raise MessageRejected("unsupported-type", f"LINE cannot send a message of type {kind}.")


def _place(content: Mapping[str, Any]) -> Body:
    """Title and address are required, so one stands in for the other, or the numbers do."""
    latitude, longitude = content["latitude"], content["longitude"]
    address = str(content.get("address") or content.get("name") or f"{latitude}, {longitude}")
    title = str(content.get("name") or address)
    return {
        "type": "location",
        "title": cut(title, _PLACE),
        "address": cut(address, _PLACE),
        "latitude": latitude,
        "longitude": longitude,
    }


def _sticker(content: Mapping[str, Any]) -> Body:
    """One of LINE's own, by its numbers: pictures of the business cannot be stickers.

    https://developers.line.biz/en/docs/messaging-api/sticker-list/
    """
    which = content.get("sticker") or {}
    if not (which.get("package_id") and which.get("sticker_id")):
        raise MessageRejected("no-sticker", "LINE sends its own stickers, by their ids.")
    return {
        "type": "sticker",
        "packageId": str(which["package_id"]),
        "stickerId": str(which["sticker_id"]),
    }


def _cards(contacts: Any) -> str:
    """LINE has no cards: name, numbers and addresses as lines of text."""
    lines = [[c.get("name"), *c.get("phones", ()), *c.get("emails", ())] for c in contacts]
    return "\n\n".join("\n".join(str(part) for part in card if part) for card in lines)
