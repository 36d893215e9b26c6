"""Choices to tap: buttons while they are few and short, a list while it holds them, else words.

``content["buttons"]`` = [{id, title, description?}]; beside it ``header``, ``footer`` and
``label`` (what opens the list), each optional.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.channels import WHATSAPP
from shared.errors import MessageRejected
from shared.wording import offering
from shared.wording.offering import Choice

_ROW_DESCRIPTION: Final = 72
_MARGIN: Final = 60  # header and footer
_LABEL: Final = 20
_DEFAULT_LABEL: Final = "☰"  # needs no translation


def offered(text: str, content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The message with something to tap, or None where WhatsApp cannot show it that way.

    Raises MessageRejected if there is nothing to choose from.
    """
    choices = offering.choices_of(content)
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    match offering.form(text, content, WHATSAPP.limits):
        case "buttons":
            return _interactive("button", text, content, {"buttons": [_button(c) for c in choices]})
        case "list":
            label = str(content.get("label") or _DEFAULT_LABEL)[:_LABEL]
            action = {"button": label, "sections": [{"rows": [_row(c) for c in choices]}]}
            return _interactive("list", text, content, action)
    return None


def _button(choice: Choice) -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": choice["id"], "title": choice["title"]}}


def _row(choice: Choice) -> dict[str, Any]:
    row = {"id": choice["id"], "title": choice["title"]}
    if description := choice.get("description"):
        row["description"] = description[:_ROW_DESCRIPTION]
    return row


def _interactive(
    kind: str, text: str, content: Mapping[str, Any], action: Mapping[str, Any]
) -> dict[str, Any]:
    body: dict[str, Any] = {"type": kind, "body": {"text": text}, "action": action}
    if header := content.get("header"):
        body["header"] = {"type": "text", "text": header[:_MARGIN]}
    if footer := content.get("footer"):
        body["footer"] = {"text": footer[:_MARGIN]}
    return {"type": "interactive", "interactive": body}
