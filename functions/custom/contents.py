"""What one message says, by its type, in the words of shared.messages."""

import re
from collections.abc import Callable
from typing import Any, Final

from shared import ids
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

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_EVENT: Final = re.compile(r"[a-z][a-z-]{0,31}")
_ABOUT: Final = {"mime_type": str, "name": str, "voice": bool}
_ANY: Final = {"referral": dict, "context": dict, "album": str}


def content_of(message: Fields) -> Content:
    """A message by its ``type``; an unknown one is ``unsupported``. Raises Unfit."""
    kind = needed_text(message, "type")
    if kind not in _READERS:
        return "unsupported", text(message, "text"), {"kind": kind, "raw": message.get(kind)}
    made, said, content = _READERS[kind](message)
    return made, said, {**content, **chosen(message, _ANY)}


def _text(message: Fields) -> Content:
    return "text", needed_text(message, "text"), {}


def _media(kind: MessageType) -> Callable[[Fields], Content]:
    """A reader of files: each is fetched from its link at once, so the link may be short-lived."""

    def read(message: Fields) -> Content:
        told = needed_fields(message, "media")
        url = needed_text(told, "url")
        if not url.startswith("https://"):
            raise Unfit("no https")
        media: dict[str, Any] = {"id": ids.digest(url), "url": url, **chosen(told, _ABOUT)}
        size, sha256 = told.get("size"), text(told, "sha256").lower()
        if isinstance(size, int) and not isinstance(size, bool) and size >= 0:
            media["size"] = size
        if _SHA256.fullmatch(sha256):
            media["sha256"] = sha256
        return kind, text(message, "text"), {"media": media}

    return read


def _location(message: Fields) -> Content:
    told = needed_fields(message, "location")
    place: dict[str, Any] = {name: needed_number(told, name) for name in ("latitude", "longitude")}
    return "location", "", {**place, **chosen(told, {"name": str, "address": str})}


def _contacts(message: Fields) -> Content:
    cards = message.get("contacts")
    if not (isinstance(cards, list) and cards):
        raise Unfit("no contacts")
    return "contacts", "", {"contacts": [_card(card) for card in cards]}


def _card(card: Any) -> dict[str, Any]:
    if not isinstance(card, dict):
        raise Unfit("no contact")
    listed = {name: card.get(name) for name in ("phones", "emails")}
    return {
        "name": text(card, "name"),
        **{
            name: [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
            for name, given in listed.items()
        },
    }


def _interactive(message: Fields) -> Content:
    """A choice that was tapped: the ``id`` and ``title`` that we offered."""
    told = needed_fields(message, "reply")
    reply: dict[str, Any] = {
        "kind": "button",
        "id": needed_text(told, "id"),
        "title": text(told, "title"),
    }
    if "payload" in told:
        reply["payload"] = told["payload"]
    return "interactive", reply["title"], {"reply": reply}


def _event(message: Fields) -> Content:
    """``followed blocked unblocked opted-out opted-in``, or whatever else happened."""
    what = needed_text(message, "event")
    if not _EVENT.fullmatch(what):
        raise Unfit("no event")
    return "event", text(message, "text"), {"event": what}


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "text": _text,
    "image": _media("image"),
    "audio": _media("audio"),
    "video": _media("video"),
    "file": _media("file"),
    "sticker": _media("sticker"),
    "location": _location,
    "contacts": _contacts,
    "interactive": _interactive,
    "event": _event,
}
