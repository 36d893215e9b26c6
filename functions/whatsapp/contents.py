"""What one WhatsApp message says, by its type."""

from collections.abc import Callable
from typing import Any, Final

from functions.whatsapp.kinds import Content, contacts, location, media, plain
from functions.whatsapp.replies import button, interactive, order
from functions.whatsapp.statuses import error
from shared.intake.fields import Fields, Unfit, objects, text

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


def content_of(kind: str, message: Fields) -> Content:
    """A message of type ``kind``, or the new form of an edited one. Raises Unfit.

    A type that is unknown, or that came with the platform's errors in place of its body, is
    ``unsupported`` and keeps what there is:
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/unsupported
    """
    body, reader = message.get(kind), _READERS.get(kind)
    if "errors" in message:
        return _with_errors(kind, message, reader)
    if reader is not None and isinstance(body, dict):
        return reader(body)
    if kind == "contacts" and isinstance(body, list) and body:
        return contacts(message)
    if reader is not None or kind == "contacts":
        raise Unfit(f"no {kind}")
    return _unsupported(kind, body)


def _with_errors(kind: str, message: Fields, reader: Callable[[Fields], Content] | None) -> Content:
    rest = {name: value for name, value in message.items() if name != "errors"}
    missing = not rest.get(kind) and reader is not None
    made, said, content = _unsupported(kind, None) if missing else content_of(kind, rest)
    content["errors"] = [error(given) for given in objects(message, "errors")]
    return made, said, content


def _unsupported(kind: str, body: Any) -> Content:
    if kind == "unsupported":
        named = text(body, "type") if isinstance(body, dict) else ""
        return "unsupported", "", {"kind": named or kind}
    raw = {} if body is None else {"raw": body}
    return "unsupported", "", {"kind": kind, **raw}
