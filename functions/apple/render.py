"""A message of ours in Apple's words: the body of one call.

https://register.apple.com/resources/messages/msp-rest-api/messages-sent
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from functions.apple.choices import interactive
from functions.apple.contents import PLACEHOLDER
from shared.channels import APPLE
from shared.errors import MessageRejected
from shared.table import Item
from shared.wording.offering import numbered
from shared.wording.splitting import fits

Body = dict[str, Any]

_MEDIA: Final = ("image", "video", "audio", "file")
_MAPS: Final = "https://maps.apple.com/?"


def render(message: Item, request: str, attachment: Mapping[str, str] | None = None) -> Body:
    """``type`` and what belongs to it; the rest of the body is the same for all.

    ``request`` names this message to what comes back of it; ``attachment`` is its file, where it
    has one of ours. Raises MessageRejected where Apple has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    kind, words = message["type"], message.get("text") or ""
    if kind in _MEDIA:
        return _file(words, content.get("media") or {}, attachment)
    match kind:
        case "text":
            return text(words)
        case "interactive":
            return interactive(words, content, request) or text(numbered(words, content))
        case "location":
            return text(_place(content))
        case "contacts":
            return text(_cards(content["contacts"]))
    raise MessageRejected("unsupported-type", f"Apple cannot send a message of type {kind}.")


def text(words: str) -> Body:
    """https://register.apple.com/resources/messages/msp-rest-api/type-text"""
    if not words:
        raise MessageRejected("empty", "There is nothing to say.")
    if not fits(words, APPLE.limits.text, APPLE.limits.text_unit):
        raise MessageRejected("too-long", "It is longer than a message may be.")
    return {"type": "text", "body": words}


def _file(caption: str, about: Mapping[str, Any], attachment: Mapping[str, str] | None) -> Body:
    """The file first, then the words; a file of somebody else's goes as a link."""
    if attachment:
        # Words that hold the sign of a file would show one that is not there.
        words = caption.replace(PLACEHOLDER, "")
        body = text(PLACEHOLDER + (f"\n{words}" if words else ""))
        return {**body, "attachments": [dict(attachment)]}
    if not about.get("url"):
        raise MessageRejected("no-file", "There is no file to send.")
    return text("\n".join(part for part in (caption, str(about["url"])) if part))


def _place(content: Mapping[str, Any]) -> str:
    """Apple has no places; phones show a link to the map as one."""
    named = [str(content[name]) for name in ("name", "address") if content.get(name)]
    at = {"ll": f"{content['latitude']},{content['longitude']}"}
    return "\n".join([*named, _MAPS + urlencode({**at, "q": named[0]} if named else at)])


def _cards(contacts: Any) -> str:
    """Name, numbers and addresses as lines of text."""
    lines = [[c.get("name"), *c.get("phones", ()), *c.get("emails", ())] for c in contacts]
    return "\n\n".join("\n".join(str(part) for part in card if part) for card in lines)
