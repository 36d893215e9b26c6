"""Turns what a test wants said into the body of Apple's webhook.

register.apple.com/resources/messages/msp-rest-api/messages-received.
"""

import base64
import hashlib
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from tests.simulator.apple_checks import PLACEHOLDER

if TYPE_CHECKING:
    from tests.simulator.apple import Apple

BID: Final = (
    "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:"
    "com.apple.icloud.apps.messages.business.extension"
)
_EVENTS: Final = ("close", "typing_start", "typing_end")
_MEDIA: Final = ("image", "audio", "video", "file")


def opaque_id(name: object) -> str:
    """Apple's id of whoever a test calls ``name``, the same for the same name."""
    text = str(name)
    if text.startswith("urn:mbid:"):
        return text
    return "urn:mbid:AQAAY" + base64.b64encode(hashlib.sha512(text.encode()).digest()).decode()


def message_of(said: Mapping[str, Any], apple: "Apple") -> dict[str, Any]:
    """One message. Raises ValueError if there is nothing to say or nobody says it."""
    if not said.get("from"):
        raise ValueError("from is required")
    message: dict[str, Any] = {
        "id": str(said.get("id") or uuid.uuid4()),
        "v": 1,
        "sourceId": opaque_id(said["from"]),
        "destinationId": apple.business,
        "locale": "en_US",
    }
    return {**message, **_said(said, apple), **said.get("extra", {})}


def _said(said: Mapping[str, Any], apple: "Apple") -> dict[str, Any]:
    kind = str(said.get("event") or said.get("type") or "text")
    if kind in _EVENTS:
        return {"type": kind}
    if "selection" in said:
        return _selection(said["selection"], apple)
    if kind == "interactive":
        return {"type": kind, "interactiveData": {"bid": BID, "data": said["data"]}}
    files = said.get("files", [said.get("media", {})] if kind in _MEDIA else [])
    words = str(said.get("text") or "")
    if not (words or files):
        raise ValueError("text is required")
    body = PLACEHOLDER * len(files) + words
    return {"type": "text", "body": body, **_attachments(files, apple)}


def _attachments(files: list[Mapping[str, Any]], apple: "Apple") -> dict[str, Any]:
    made = [
        {
            "name": file.get("name", "IMG_0001.png"),
            "mimeType": file.get("mime_type", "image/jpeg"),
            **apple.files.keep(base64.b64decode(file.get("data", ""))),
        }
        for file in files
    ]
    return {"attachments": made} if made else {}


def _selection(selection: Any, apple: "Apple") -> dict[str, Any]:
    """A choice too large for a webhook: only where it can be fetched, within seconds."""
    title = str(selection.get("title", "Selection"))
    whole = {"v": 1, "type": "interactive", "interactiveData": {"bid": BID, "data": selection}}
    kept = apple.files.keep(apple.files.encoded(whole))
    return {"type": "interactive", "interactiveDataRef": {**kept, "bid": BID, "title": title}}
