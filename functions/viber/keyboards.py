"""Choices to tap: a keyboard below the chat, a row for each, until the next message of ours.

``content["buttons"]`` = [{id, title, description?}]; beside it ``header`` and ``footer``, each
optional. A tap says the title in the customer's name.
https://developers.viber.com/docs/tools/keyboards/ (read 2026-11-22)
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from shared.channels import VIBER
from shared.errors import MessageRejected
from shared.wording import offering
from shared.wording.offering import Choice

_WHOLE_WIDTH: Final = 6  # columns


def shown(text: str, content: Mapping[str, Any]) -> tuple[str, Sequence[Choice]]:
    """The words above the keyboard and the choices on it; none where they are numbered lines.

    Raises MessageRejected.
    """
    choices = offering.choices_of(content)
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    if offering.form(text, content, VIBER.limits) == "numbered":
        return offering.numbered(text, content), ()
    framed = (content.get("header"), text, *_explained(choices), content.get("footer"))
    return "\n".join(str(part) for part in framed if part), choices


def keyboard(choices: Sequence[Choice]) -> dict[str, Any]:
    return {
        "Type": "keyboard",
        "DefaultHeight": False,
        "Buttons": [_button(str(choice["title"])) for choice in choices],
    }


def _button(title: str) -> dict[str, Any]:
    """Its words are read as HTML, what it says is not."""
    return {
        "Columns": _WHOLE_WIDTH,
        "Rows": 1,
        "ActionType": "reply",
        "ActionBody": title,
        "Text": escape(title, quote=False),
    }


def _explained(choices: Sequence[Choice]) -> list[str]:
    """What a button cannot show beside its title."""
    return [f"{c['title']}: {c['description']}" for c in choices if c.get("description")]
