"""Choices to tap: a button template while they are few, which stays; else quick replies.

Quick replies vanish once the customer has answered.
https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies
https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/button
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.channels import Limits
from shared.wording.offering import choices_of, form

_BUTTON_PROMPT: Final = 640


def offered(
    text: str, content: Mapping[str, Any], limits: Limits, staying: int
) -> dict[str, Any] | None:
    """The message with something to tap, or None where it cannot be shown that way; up to
    ``staying`` choices as a template."""
    choices = choices_of(content)
    if form(text, content, limits) != "buttons":
        return None
    if len(choices) <= staying and len(text) <= _BUTTON_PROMPT:
        buttons = [
            {"type": "postback", "title": one["title"], "payload": one["id"]} for one in choices
        ]
        template = {"template_type": "button", "text": text, "buttons": buttons}
        return {"attachment": {"type": "template", "payload": template}}
    replies = [
        {"content_type": "text", "title": one["title"], "payload": one["id"]} for one in choices
    ]
    return {"text": text, "quick_replies": replies}
