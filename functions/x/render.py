"""A message of ours in X's words: the JSON of one call.

https://docs.x.com/x-api/direct-messages/create-dm-message-by-participant-id (read 2026-11-22)
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from functions.x.words import place
from shared.channels import X
from shared.errors import MessageRejected
from shared.table import Item
from shared.wording.in_words import said

Body = dict[str, Any]

_FILES: Final = frozenset(X.files)


def render(message: Item) -> Body:
    """The body that sends ``message``, an outbound message item; X has its file by now.

    Raises MessageRejected where X has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    kind, text = message["type"], message.get("text") or ""
    body: Body = {}
    if kind in _FILES:
        body["attachments"] = [{"media_id": _file(content)}]
    elif not (text := said(kind, text, content, place)):
        raise MessageRejected("empty", "There is nothing to send.")
    longest = X.limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"X takes at most {longest} characters.")
    return {"text": text, **body} if text else body


def _file(content: Mapping[str, Any]) -> str:
    if name := (content.get("media") or {}).get("id"):
        return str(name)
    raise MessageRejected("no-file", "There is no file to send.")
