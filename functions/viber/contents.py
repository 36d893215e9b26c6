"""What one message of a customer says, by its type.

https://developers.viber.com/docs/api/rest-bot-api/#receive-message-from-user and
https://github.com/Viber/creators-hub (docs/bots-api/data-models/message.md), read 2026-11-22.
"""

from collections.abc import Callable
from typing import Any, Final

from functions.viber import tracking
from shared.intake.fields import (
    Fields,
    Unfit,
    chosen,
    needed_fields,
    needed_number,
    needed_text,
    text,
)
from shared.messages import MessageType

Content = tuple[MessageType, str, dict[str, Any]]  # type, text and content of a message


def content_of(message: Fields, token: str) -> Content:
    """``message`` of a message event, whose id is ``token``; an unknown type is ``unsupported``.

    Raises Unfit.
    """
    kind = needed_text(message, "type")
    if kind not in _READERS:
        return "unsupported", "", {"kind": kind, "raw": dict(message)}
    made, said, content = _READERS[kind](message, token)
    return made, said, {**content, **tracking.context(message)}


def _text(message: Fields, token: str) -> Content:
    """A tap on a button is a text like others, but for what came back with it."""
    said = needed_text(message, "text")
    if reply := tracking.chosen(message):
        return "interactive", said, {"reply": reply}
    return "text", said, {}


def _media(kind: MessageType) -> Callable[[Fields, str], Content]:
    """A reader of files; the link needs no token and does not live long.

    A bot's customers send no voice messages, and files where Viber lets them.
    """

    def read(message: Fields, token: str) -> Content:
        media: dict[str, Any] = {"id": token, "url": needed_text(message, "media")}
        if name := text(message, "file_name"):
            media["name"] = name
        if (size := _whole(message, "size") or _whole(message, "file_size")) is not None:
            media["size"] = size
        content: dict[str, Any] = {"media": media}
        if (seconds := _whole(message, "duration")) is not None:
            content["duration_ms"] = seconds * 1000
        return kind, text(message, "text"), content

    return read


def _whole(message: Fields, name: str) -> int | None:
    value = message.get(name)
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53
    return value if fits else None


def _sticker(message: Fields, token: str) -> Content:
    """One of Viber's own, by its number. Raises Unfit."""
    number = message.get("sticker_id")
    if isinstance(number, bool) or not isinstance(number, int | str) or number == "":
        raise Unfit("no sticker_id")
    content: dict[str, Any] = {"sticker": {"sticker_id": str(number)}}
    if url := text(message, "media"):
        content["media"] = {"id": token, "url": url}
    return "sticker", "", content


def _link(message: Fields, token: str) -> Content:
    """A link that was shared; what is said with it stands before it."""
    said = [text(message, "text"), needed_text(message, "media")]
    return "text", "\n".join(part for part in dict.fromkeys(said) if part), {}


def _location(message: Fields, token: str) -> Content:
    place = needed_fields(message, "location")
    where = {"latitude": needed_number(place, "lat"), "longitude": needed_number(place, "lon")}
    return "location", "", where | chosen(place, {"address": str})


def _contact(message: Fields, token: str) -> Content:
    card = needed_fields(message, "contact")
    phone = text(card, "phone_number")
    told = {"name": text(card, "name"), "phones": [phone] if phone else [], "emails": []}
    return "contacts", "", {"contacts": [told]}


_READERS: Final[dict[str, Callable[[Fields, str], Content]]] = {
    "text": _text,
    "picture": _media("image"),
    "video": _media("video"),
    "file": _media("file"),
    "sticker": _sticker,
    "url": _link,
    "location": _location,
    "contact": _contact,
}
