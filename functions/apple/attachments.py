"""A customer's file: what it is, where Apple keeps it, and the key that opens it.

https://register.apple.com/resources/messages/msp-rest-api/type-text (attachments)
"""

from typing import Any, Final

from functions.apple.references import sealed, size_of
from shared.channels import plain_type
from shared.intake.fields import Fields, text
from shared.messages import MessageType

Content = tuple[MessageType, str, dict[str, Any]]  # type, text and content of a message

_KINDS: Final[dict[str, MessageType]] = {"image": "image", "audio": "audio", "video": "video"}


def attachment(given: Fields) -> Content:
    """One of ``attachments``. Raises Unfit where it could never be fetched or opened."""
    kept = sealed(given)
    media: dict[str, Any] = {"id": kept["url"], "sealed": kept, **size_of(given)}
    if name := text(given, "name"):
        media["name"] = name
    mime_type = text(given, "mimeType")
    if mime_type:
        media["mime_type"] = mime_type
    return _KINDS.get(plain_type(mime_type).partition("/")[0], "file"), "", {"media": media}
