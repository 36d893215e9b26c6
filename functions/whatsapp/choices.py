"""Choices to tap: buttons while they are few and short, a list while it holds them, else words.

``content["buttons"]`` = [{id, title, description?}]; beside it ``header``, ``footer`` and
``label`` (what opens the list), each optional.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.channels import WHATSAPP
from shared.errors import MessageRejected

Choice = Mapping[str, Any]

_LIMITS: Final = WHATSAPP.limits
_BUTTON_ID: Final = 256
_ROW_ID: Final = 200
_ROW_DESCRIPTION: Final = 72
_MARGIN: Final = 60  # header and footer
_LABEL: Final = 20
_DEFAULT_LABEL: Final = "☰"  # needs no translation


def offered(text: str, content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The message with something to tap, or None where WhatsApp cannot show it that way."""
    choices = _choices(content)
    if not 0 < len(text) <= _LIMITS.prompt or not _distinct(choices):
        return None
    if _fit(choices, _LIMITS.buttons, _LIMITS.button_title, _BUTTON_ID) and not _explained(choices):
        return _interactive("button", text, content, {"buttons": [_button(c) for c in choices]})
    if _fit(choices, _LIMITS.list_rows, _LIMITS.row_title, _ROW_ID):
        label = str(content.get("label") or _DEFAULT_LABEL)[:_LABEL]
        rows = [_row(choice) for choice in choices]
        return _interactive("list", text, content, {"button": label, "sections": [{"rows": rows}]})
    return None


def numbered(text: str, content: Mapping[str, Any]) -> str:
    """The same as plain words."""
    lines = [f"{n}. {choice['title']}" for n, choice in enumerate(_choices(content), 1)]
    return "\n".join([text, "", *lines]).strip()


def _choices(content: Mapping[str, Any]) -> Sequence[Choice]:
    choices: Sequence[Choice] = content.get("buttons") or ()
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    return choices


def _fit(choices: Sequence[Choice], most: int, title: int, identifier: int) -> bool:
    return len(choices) <= most and all(
        0 < len(one["title"]) <= title and len(one["id"]) <= identifier for one in choices
    )


def _distinct(choices: Sequence[Choice]) -> bool:
    return all(len({one[name] for one in choices}) == len(choices) for name in ("id", "title"))


def _explained(choices: Sequence[Choice]) -> bool:
    return any(choice.get("description") for choice in choices)


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
