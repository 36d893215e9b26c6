"""Choices to tap: a button template while they are few, which stays; else quick replies.

``content["buttons"]`` = [{id, title}]. Quick replies vanish once the customer has answered.
https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies
https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/button
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.channels import Limits
from shared.errors import MessageRejected

_BUTTONS: Final = 3
_BUTTON_PROMPT: Final = 640
_PAYLOAD: Final = 1000


def offered(text: str, content: Mapping[str, Any], limits: Limits) -> dict[str, Any] | None:
    """The message with something to tap, or None where it cannot be shown that way."""
    choices = chosen(content)
    if not text or not _fit(choices, limits):
        return None
    if len(choices) <= _BUTTONS and len(text) <= _BUTTON_PROMPT:
        buttons = [
            {"type": "postback", "title": one["title"], "payload": one["id"]} for one in choices
        ]
        template = {"template_type": "button", "text": text, "buttons": buttons}
        return {"attachment": {"type": "template", "payload": template}}
    replies = [
        {"content_type": "text", "title": one["title"], "payload": one["id"]} for one in choices
    ]
    return {"text": text, "quick_replies": replies}


def numbered(text: str, content: Mapping[str, Any]) -> str:
    """The same as plain words."""
    lines = [f"{number}. {one['title']}" for number, one in enumerate(chosen(content), 1)]
    return "\n".join([text, "", *lines]).strip()


def chosen(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Raises MessageRejected if there is nothing to choose from."""
    choices: Sequence[Mapping[str, Any]] = content.get("buttons") or ()
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    return choices


def _fit(choices: Sequence[Mapping[str, Any]], limits: Limits) -> bool:
    return len(choices) <= limits.buttons and all(
        0 < len(one["title"]) <= limits.button_title and 0 < len(one["id"]) <= _PAYLOAD
        for one in choices
    )
