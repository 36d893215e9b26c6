"""Texts, media, places and contact cards: the bodies that look alike in any direction."""

from collections.abc import Callable
from typing import Any, Final

from shared.intake.fields import Fields, Unfit, chosen, needed_number, needed_text, objects, text
from shared.messages import MessageType

Content = tuple[MessageType, str, dict[str, Any]]  # type, text and content of a message

_MEDIA: Final = {"mime_type": str, "sha256": str, "url": str, "voice": bool, "animated": bool}
_PLACE: Final = {"name": str, "address": str, "url": str}


def plain(body: Fields) -> Content:
    said = body.get("body")
    if said and isinstance(said, str):
        return "text", said, {}
    raise Unfit("no body")


def media(kind: MessageType) -> Callable[[Fields], Content]:
    """A reader of media of ``kind``; the caption is the text.

    ``url`` lives five minutes, ``id`` seven days:
    https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
    """

    def read(body: Fields) -> Content:
        about = {"id": needed_text(body, "id"), **chosen(body, _MEDIA)}
        if name := text(body, "filename"):
            about["name"] = name
        return kind, text(body, "caption"), {"media": about}

    return read


def location(body: Fields) -> Content:
    place = {name: needed_number(body, name) for name in ("latitude", "longitude")}
    return "location", "", {**place, **chosen(body, _PLACE)}


def contacts(message: Fields) -> Content:
    """The one body that is a list, so the whole message is given."""
    return "contacts", "", {"contacts": [_card(c) for c in objects(message, "contacts")]}


def _card(card: Fields) -> dict[str, Any]:
    name = card.get("name")
    named = name if isinstance(name, dict) else {}
    phones = objects(card, "phones")
    return {
        "name": text(named, "formatted_name") or text(named, "first_name"),
        "phones": [found for p in phones if (found := text(p, "phone") or text(p, "wa_id"))],
        "emails": [found for e in objects(card, "emails") if (found := text(e, "email"))],
    }
