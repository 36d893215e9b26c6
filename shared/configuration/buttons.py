"""The ids of buttons, which say where they were shown and what they mean."""

import re
from typing import Final

SEPARATOR: Final = "/"
ID: Final = re.compile(r"[\w-]{1,40}")


def on_the_wire(reply: str, step: str, choice: str) -> str:
    """The id of a button, which says all, so that a press counts in an older menu too."""
    return SEPARATOR.join((reply, step, choice))


def off_the_wire(button: str) -> tuple[str, str, str] | None:
    """The reply, step and choice of such an id; None if ``button`` is none of ours."""
    named = button.split(SEPARATOR)
    if len(named) != 3 or not all(map(ID.fullmatch, named)):
        return None
    return named[0], named[1], named[2]
