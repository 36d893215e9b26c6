"""A message of ours in Twilio's words: the fields of one call of the Messages resource.

https://www.twilio.com/docs/messaging/api/message-resource (read 2026-11-22)
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from functions.sms import slots
from functions.sms.words import place
from shared.channels import SMS
from shared.errors import MessageRejected
from shared.table import Item
from shared.wording.in_words import said

Form = dict[str, str]

_FILES: Final = frozenset(SMS.files)


def render(message: Item) -> Form:
    """Whom to send what; an outbound message item's file has a link by now.

    Raises MessageRejected where SMS has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    kind, text = message["type"], message.get("text") or ""
    form = {"To": message["identity"]}
    if kind == "template":
        return {**form, **slots.content(content, message.get("template"))}
    if kind in _FILES:
        form["MediaUrl"] = _link(content)
    elif not (text := said(kind, text, content, place)):
        raise MessageRejected("empty", "There is nothing to send.")
    longest = SMS.limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"Twilio takes at most {longest} characters.")
    return {**form, "Body": text} if text else form


def _link(content: Mapping[str, Any]) -> str:
    if url := (content.get("media") or {}).get("url"):
        return str(url)
    raise MessageRejected("no-file", "There is no file to send.")
