"""What one message of a customer says, by its type.

https://developers.line.biz/en/reference/messaging-api/#message-event
"""

from collections.abc import Callable
from typing import Any, Final

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

_STICKER: Final = {"packageId": "package_id", "stickerId": "sticker_id"}


def content_of(message: Fields) -> Content:
    """``message`` of a message event; an unknown type is ``unsupported``. Raises Unfit."""
    kind = needed_text(message, "type")
    if kind in _READERS:
        return _READERS[kind](message)
    raw = {name: value for name, value in message.items() if not name.endswith("Token")}
    return "unsupported", "", {"kind": kind, "raw": raw}


def _text(message: Fields) -> Content:
    """``emojis`` and ``mention`` say by index and length which parts of the text they are."""
    said = needed_text(message, "text")
    return "text", said, chosen(message, {"emojis": list, "mention": dict})


def _media(kind: MessageType) -> Callable[[Fields], Content]:
    """A reader of media. LINE keeps the file under the message's id, or somebody else keeps it.

    ``imageSet`` tells which of several images sent together this is.
    https://developers.line.biz/en/reference/messaging-api/#wh-image
    """

    def read(message: Fields) -> Content:
        provider = needed_fields(message, "contentProvider")
        if needed_text(provider, "type") == "external":
            media = {"url": _https(needed_text(provider, "originalContentUrl"))}
        else:
            media = {"id": needed_text(message, "id")}
        content: dict[str, Any] = {"media": media}
        if isinstance(duration := message.get("duration"), int):
            content["duration_ms"] = duration
        if isinstance(together := message.get("imageSet"), dict):
            content["image_set"] = chosen(together, {"id": str, "index": int, "total": int})
        return kind, "", content

    return read


def _https(url: str) -> str:
    if url.startswith("https://"):
        return url
    raise Unfit("no https")


def _file(message: Fields) -> Content:
    about: dict[str, Any] = {"id": needed_text(message, "id")}
    if name := text(message, "fileName"):
        about["name"] = name
    if isinstance(size := message.get("fileSize"), int):
        about["size"] = size
    return "file", "", {"media": about}


def _location(message: Fields) -> Content:
    place: dict[str, Any] = {
        name: needed_number(message, name) for name in ("latitude", "longitude")
    }
    named = {"name": text(message, "title"), "address": text(message, "address")}
    return "location", "", place | {name: value for name, value in named.items() if value}


def _sticker(message: Fields) -> Content:
    """Which sticker; a picture of it is not offered. Some carry words of the customer."""
    which: dict[str, Any] = {
        ours: needed_text(message, theirs) for theirs, ours in _STICKER.items()
    }
    if shown := text(message, "stickerResourceType"):
        which["resource_type"] = shown
    if isinstance(keywords := message.get("keywords"), list):
        which["keywords"] = [word for word in keywords if isinstance(word, str)]
    return "sticker", text(message, "text"), {"sticker": which}


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "text": _text,
    "image": _media("image"),
    "video": _media("video"),
    "audio": _media("audio"),
    "file": _file,
    "location": _location,
    "sticker": _sticker,
}
