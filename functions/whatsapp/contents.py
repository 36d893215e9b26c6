"""What one WhatsApp message says, by its type."""

from collections.abc import Callable
from typing import Any, Final

from functions.whatsapp.kinds import Content, contacts, location, media, plain
from functions.whatsapp.replies import button, interactive, order
from functions.whatsapp.statuses import error
from shared.fields import Fields, Unfit, needed_text, objects, text

_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "text": plain,
    "image": media("image"),
    "audio": media("audio"),
    "video": media("video"),
    "document": media("file"),
    "sticker": media("sticker"),
    "location": location,
    "interactive": interactive,
    "button": button,
    "order": order,
}


def content_of(message: Fields) -> Content:
    """A message, or the new form of an edited one. Raises Unfit.

    A type that is unknown, or that came with the platform's errors in place of its body, is
    ``unsupported`` and keeps what there is:
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/unsupported
    """
    kind = needed_text(message, "type")
    body, errors = message.get(kind), message.get("errors")
    if kind == "contacts" and isinstance(body, list) and body:
        made = contacts(message)
    elif (reader := _READERS.get(kind)) is None or (errors and not body):
        made = _unsupported(kind, body)
    elif isinstance(body, dict):
        made = reader(body)
    else:
        raise Unfit(f"no {kind}")
    if errors:
        made.content["errors"] = [error(given) for given in objects(message, "errors")]
    return made


def _unsupported(kind: str, body: Any) -> Content:
    if kind == "unsupported":
        named = text(body, "type") if isinstance(body, dict) else ""
        return Content("unsupported", "", {"kind": named or kind})
    return Content("unsupported", "", {"kind": kind} if body is None else {"kind": kind, "raw": body})
