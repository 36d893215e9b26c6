"""A template of a Page's and what fills its slots: the JSON of one utility message.

``slots``: as functions/whatsapp/slots.py has them, but a header is a text, for what it shows goes
with the template itself.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/utility-messages
(read 2026-11-22)
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.errors import MessageRejected
from shared.messenger_platform.render import Body
from shared.meta.templates import body, text
from shared.table import Item

_BUTTONS: Final = {"quick_reply": ("POSTBACK", "payload"), "url": ("URL", "url")}


def notice(identity: str, content: Mapping[str, Any], template: Item | None) -> Body:
    """The body that sends a template. Raises MessageRejected for one without name and language, or
    with a file."""
    if not (content.get("name") and content.get("language")):
        raise MessageRejected("no-template", "A template needs its name and language.")
    if content.get("media"):
        raise MessageRejected("no-file", "A template of Messenger shows no other file.")
    slots = content.get("slots") or {}
    parts = slots if isinstance(slots, Mapping) else {"body": slots}
    said = {
        "name": content["name"],
        "language": {"code": content["language"]},
        "components": [*_header(parts), *body(parts, template), *_buttons(parts)],
    }
    return {
        "recipient": {"id": identity},
        "messaging_type": "UTILITY",
        "message": {"template": said},
    }


def _header(parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    header = parts.get("header")
    return [{"type": "header", "parameters": [text(header)]}] if header else []


def _buttons(parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All in one component, in their order."""
    given = [_button(button) for button in parts.get("buttons") or () if button]
    return [{"type": "buttons", "parameters": given}] if given else []


def _button(button: Mapping[str, Any]) -> dict[str, str]:
    kind, takes = _BUTTONS[button["kind"]]
    return {"type": kind, takes: str(button["value"])}
