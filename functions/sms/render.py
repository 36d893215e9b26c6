"""A message of ours in Twilio's words: the fields of one call of the Messages resource.

https://www.twilio.com/docs/messaging/api/message-resource (read 2026-11-22)
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from functions.sms.words import cards, place
from shared.channels import SMS
from shared.errors import MessageRejected
from shared.offering import choices_of, numbered
from shared.table import Item

Form = dict[str, str]

_FILES: Final = frozenset(SMS.files)


def render(message: Item) -> Form:
    """Whom to send what; an outbound message item's file has a link by now.

    Raises MessageRejected where SMS has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    kind, text = message["type"], message.get("text") or ""
    form = {"To": message["identity"]}
    if kind in _FILES:
        form["MediaUrl"] = _link(content)
    elif not (text := _said(kind, text, content)):
        raise MessageRejected("empty", "There is nothing to send.")
    longest = SMS.limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"Twilio takes at most {longest} characters.")
    return {**form, "Body": text} if text else form


def _said(kind: str, text: str, content: Mapping[str, Any]) -> str:
    match kind:
        case "text":
            return text
        case "interactive" if not choices_of(content):
            raise MessageRejected("no-choices", "There is nothing to choose from.")
        case "interactive":
            return numbered(text, content)
        case "location":
            return place(content)
        case "contacts":
            return cards(content)
    raise MessageRejected("unsupported-type", f"SMS cannot send a message of type {kind}.")


def _link(content: Mapping[str, Any]) -> str:
    if url := (content.get("media") or {}).get("url"):
        return str(url)
    raise MessageRejected("no-file", "There is no file to send.")
