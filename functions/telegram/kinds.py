"""Texts, files, places and contact cards, each by the field of a message that holds it."""

from collections.abc import Callable
from typing import Any, Final

from functions.telegram.figures import number
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
Reader = Callable[[Fields], Content]


def plain(message: Fields) -> Content:
    return "text", needed_text(message, "text"), {}


def media(field: str, kind: MessageType, usual: str = "", **more: Any) -> Reader:
    """A reader of a file in ``field``; the caption is the text.

    The type is told here or nowhere, and not always: ``usual`` is what the platform's own apps
    make of such a message. https://core.telegram.org/bots/api#getfile
    """

    def read(message: Fields) -> Content:
        file = needed_fields(message, field)
        about = {"id": needed_text(file, "file_id"), **more}
        if mime_type := text(file, "mime_type") or usual:
            about["mime_type"] = mime_type
        if name := text(file, "file_name"):
            about["name"] = name
        return kind, text(message, "caption"), {"media": about}

    return read


def photo(message: Fields) -> Content:
    """The largest of its sizes; all of them are JPEG. https://core.telegram.org/bots/api#photosize"""
    sizes = message["photo"]
    found = [size for size in sizes if isinstance(size, dict)] if isinstance(sizes, list) else []
    if not found:
        raise Unfit("no photo")
    largest = max(found, key=lambda size: number(size, "width") * number(size, "height"))
    about = {"id": needed_text(largest, "file_id"), "mime_type": "image/jpeg"}
    return "image", text(message, "caption"), {"media": about}


def sticker(message: Fields) -> Content:
    """A picture, a film or a drawing that moves. https://core.telegram.org/bots/api#sticker"""
    made = needed_fields(message, "sticker")
    mime_type = "image/webp"
    if made.get("is_video"):
        mime_type = "video/webm"
    elif made.get("is_animated"):
        mime_type = "application/x-tgsticker"
    about = {"id": needed_text(made, "file_id"), "mime_type": mime_type}
    return "sticker", "", {"media": about, **chosen(made, {"emoji": str})}


def location(message: Fields) -> Content:
    """A place; with ``live_period`` (seconds) it goes on moving, and each move is an edit."""
    return "location", "", _place(needed_fields(message, "location"))


def venue(message: Fields) -> Content:
    made = needed_fields(message, "venue")
    named = {"name": text(made, "title"), "address": text(made, "address")}
    return "location", "", {**_place(needed_fields(made, "location")), **named}


def _place(data: Fields) -> dict[str, Any]:
    place = {name: needed_number(data, name) for name in ("latitude", "longitude")}
    return {**place, **chosen(data, {"live_period": int})}


def contact(message: Fields) -> Content:
    """A card. ``own``: the customer's, for anybody's card can be shared.

    https://core.telegram.org/bots/api#contact
    """
    card, sender = needed_fields(message, "contact"), message.get("from")
    names = [text(card, "first_name"), text(card, "last_name")]
    made: dict[str, Any] = {
        "name": " ".join(filter(None, names)),
        "phones": [needed_text(card, "phone_number")],
        "emails": [],
        **chosen(card, {"vcard": str}),
    }
    user = card.get("user_id")
    if user is not None and isinstance(sender, dict) and user == sender.get("id"):
        made["own"] = True
    return "contacts", "", {"contacts": [made]}


# In this order: what comes along for older programs is behind what it stands in for.
READERS: Final[dict[str, Reader]] = {
    "text": plain,
    "photo": photo,
    "voice": media("voice", "audio", "audio/ogg", voice=True),
    "animation": media("animation", "video", "video/mp4", animated=True),
    "document": media("document", "file"),
    "video": media("video", "video", "video/mp4"),
    "video_note": media("video_note", "video", "video/mp4"),
    "audio": media("audio", "audio", "audio/mpeg"),
    "sticker": sticker,
    "venue": venue,
    "location": location,
    "contact": contact,
}
