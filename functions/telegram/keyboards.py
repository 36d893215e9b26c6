"""Choices to tap: a button each, below one another.

https://core.telegram.org/bots/api#inlinekeyboardbutton
"""

from collections.abc import Mapping
from typing import Any

from shared.channels import TELEGRAM
from shared.errors import MessageRejected
from shared.wording import offering


def keyboard(text: str, content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The ``reply_markup``, or None where Telegram cannot show the choices that way.

    Raises MessageRejected if there is nothing to choose from.
    """
    choices = offering.choices_of(content)
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    if offering.form(text, content, TELEGRAM.limits) != "buttons":
        return None
    rows = [[{"text": one["title"], "callback_data": one["id"]}] for one in choices]
    return {"inline_keyboard": rows}
