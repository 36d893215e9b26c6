"""A message of ours in the contract's words: the JSON of one call.

The contract is ours, so most of it is what the message already is: docs/channels/custom.md.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from shared.channels import CUSTOM
from shared.credentials import Secrets
from shared.errors import MessageRejected
from shared.ids import MessageId
from shared.media import files
from shared.table import Item
from shared.wording import offering
from shared.wording.splitting import fits

Body = dict[str, Any]

_MEDIA: Final = ("image", "audio", "video", "file", "sticker")
_LINK_S: Final = 3_600


def render(message: Item, secrets: Secrets) -> Body:
    """The body that sends ``message``, an outbound message item.

    Raises MessageRejected where the contract has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    body: Body = {
        "kind": "message",
        "id": str(MessageId.of(message)),
        **whom(message, secrets),
        "author": message.get("author_kind", "agent"),
        **_said(message["type"], message.get("text") or "", content),
    }
    return body | ({"reply_to": target} if (target := message.get("reply_to")) else {})


def signalled(kind: str, message: Item, secrets: Secrets) -> Body:
    """That the customer's ``message`` was read, or that an answer to it is being typed."""
    return {"kind": kind, **whom(message, secrets), "message": message["provider_id"]}


def whom(message: Item, secrets: Secrets) -> Body:
    """The customer, and the account by the other system's own name for it, if it has one."""
    names = {ours: theirs for theirs, ours in secrets.get("accounts", {}).items()}
    named = names.get(message["account"])
    return {**({"account": named} if named else {}), "contact": message["identity"]}


def _said(kind: str, text: str, content: Mapping[str, Any]) -> Body:
    if not fits(text, CUSTOM.limits.text, CUSTOM.limits.text_unit):
        raise MessageRejected("too-long", f"It has more than {CUSTOM.limits.text} characters.")
    if kind in _MEDIA:
        return {"type": kind, **_words(text), "media": _file(content.get("media") or {})}
    match kind:
        case "text":
            return _text(text)
        case "interactive":
            return _choices(text, content)
        case "location":
            return {"type": kind, "location": _place(content)}
        case "contacts":
            return {"type": kind, "contacts": content["contacts"]}
        case "reaction":
            return {"type": kind, "emoji": content.get("emoji", text)}
    raise MessageRejected("unsupported-type", f"The contract has no message of type {kind}.")


def _text(text: str) -> Body:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    return {"type": "text", "text": text}


def _words(text: str) -> Body:
    return {"text": text} if text else {}


def _choices(text: str, content: Mapping[str, Any]) -> Body:
    """What can be tapped; the words for it, if it is more than the contract has room for."""
    if offering.form(text, content, CUSTOM.limits) == "numbered":
        return _text(offering.numbered(text, content))
    choices = [
        {name: one[name] for name in ("id", "title", "description", "payload") if one.get(name)}
        for one in offering.choices_of(content)
    ]
    framed = {name: content[name] for name in ("header", "footer") if content.get(name)}
    return {"type": "interactive", "text": text, **framed, "choices": choices}


def _place(content: Mapping[str, Any]) -> Body:
    named = {name: content[name] for name in ("name", "address") if content.get(name)}
    return {"latitude": content["latitude"], "longitude": content["longitude"], **named}


def _file(media: Mapping[str, Any]) -> Body:
    about = {name: media[name] for name in ("mime_type", "name", "voice") if media.get(name)}
    if key := media.get("key"):
        name = str(media["name"]) if media.get("name") else None
        kind = str(media.get("mime_type") or "application/octet-stream")
        link = files.link_to_get(str(key), kind, name, seconds=_LINK_S)
        return {**about, "url": link}
    if media.get("url"):
        return {**about, "url": str(media["url"])}
    raise MessageRejected("no-file", "There is no file to send.")
