"""Choices to tap: a button each, below one another, or words where Telegram takes no button.

``content["buttons"]`` = [{id, title, description?}].
https://core.telegram.org/bots/api#inlinekeyboardbutton
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.channels import TELEGRAM
from shared.errors import MessageRejected

Choice = Mapping[str, Any]

_DATA_BYTES: Final = 64


def keyboard(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The ``reply_markup``, or None where Telegram cannot show them that way."""
    choices = _choices(content)
    limits = TELEGRAM.limits
    fit = len(choices) <= limits.buttons and all(
        0 < len(one["title"]) <= limits.button_title
        and 0 < len(one["id"].encode()) <= _DATA_BYTES
        and not one.get("description")
        for one in choices
    )
    if not fit:
        return None
    rows = [[{"text": one["title"], "callback_data": one["id"]}] for one in choices]
    return {"inline_keyboard": rows}


def numbered(text: str, content: Mapping[str, Any]) -> str:
    """The same as plain words."""
    lines = [f"{n}. {choice['title']}" for n, choice in enumerate(_choices(content), 1)]
    return "\n".join([text, "", *lines]).strip()


def _choices(content: Mapping[str, Any]) -> Sequence[Choice]:
    choices: Sequence[Choice] = content.get("buttons") or ()
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    return choices
