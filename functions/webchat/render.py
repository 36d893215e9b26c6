"""A message of ours as browsers show it: the frame that is pushed, the same view as is polled."""

from typing import Any, Final

from functions.webchat.view import shown
from shared.channels import WEBCHAT
from shared.errors import MessageRejected
from shared.table import Item

_TYPES: Final = ("text", "interactive", "location", *WEBCHAT.files)


def render(message: Item) -> dict[str, Any]:
    """The frame that shows ``message``. Raises MessageRejected where web chat has no such one."""
    kind, text = message["type"], message.get("text") or ""
    if kind not in _TYPES:
        raise MessageRejected("unsupported-type", f"Web chat shows no message of type {kind}.")
    limits = WEBCHAT.limits
    longest = limits.caption if kind in WEBCHAT.files else limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"Web chat takes at most {longest} characters.")
    view = shown({**message, "status": "sent"})
    if view is None or not (text or view.get("attachments") or kind == "location"):
        raise MessageRejected("empty", "There is nothing to send.")
    return {"type": "message", "message": view}
