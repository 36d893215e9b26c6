"""Choices on a channel: to tap where it shows so many, else as numbered lines to answer: pure.

``content["buttons"]`` = [{id, title, description?, payload?}], as an agent or a rule offers them.
Whoever renders them and whoever reads the answer ask ``form``, so that both decide alike.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from shared.channels import CHANNELS, Limits
from shared.wording.numerals import in_digits
from shared.wording.splitting import Unit, fits

Choice = Mapping[str, Any]
Form = Literal["buttons", "list", "numbered"]

LONGEST_TITLE: Final = 80  # of a choice, wherever it is shown
# A number as people write it below numbered lines: 2, 2. and 2), in numerals of any make.
_NUMBER: Final = re.compile(r"[(\uff08]?(\d{1,3})[.):\uff0e\uff09\uff1a\u3001\u3002]?")


def choices_of(content: Mapping[str, Any]) -> Sequence[Choice]:
    choices: Sequence[Choice] = content.get("buttons") or ()
    return choices


def form(text: str, content: Mapping[str, Any], limits: Limits) -> Form:
    """How a channel of these ``limits`` shows the choices of ``content`` below ``text``."""
    choices, id_unit = choices_of(content), limits.id_unit
    if not (
        choices and text and fits(text, limits.prompt, limits.text_unit) and _distinct(choices)
    ):
        return "numbered"
    explained = any(choice.get("description") for choice in choices)
    if not explained and _fit(
        choices, limits.buttons, limits.button_title, limits.button_id, id_unit
    ):
        return "buttons"
    listed = _fit(choices, limits.list_rows, limits.row_title, limits.row_id, id_unit)
    return "list" if listed else "numbered"


def is_numbered(message: Mapping[str, Any]) -> bool:
    """Whether ``message``, an item of ours, offers choices that are shown as numbered lines."""
    if message["type"] != "interactive":
        return False
    content = json.loads(message.get("content") or "{}")
    limits = CHANNELS[message["channel"]].limits
    return bool(choices_of(content)) and form(message["text"], content, limits) == "numbered"


def numbered(text: str, content: Mapping[str, Any]) -> str:
    """The same as plain words: ``text``, then a line for each choice, from 1; one for all of them
    where each is its own number, as scores are."""
    titles = [str(choice["title"]) for choice in choices_of(content)]
    lines = [f"{n}. {title}" for n, title in enumerate(titles, 1)]
    if titles == [str(n) for n in range(1, len(titles) + 1)]:
        lines = [", ".join(titles)] if titles else []
    return "\n".join([text, "", *lines]).strip()


def may_choose(text: str) -> bool:
    """Whether ``text`` may name a choice at all: one short line."""
    said = text.strip()
    return 0 < len(said) <= LONGEST_TITLE and "\n" not in said


def chosen(text: str, content: Mapping[str, Any]) -> Choice | None:
    """The choice that somebody who writes ``text`` means: by its number or by its title.

    A title counts before a number, for a title may be one; and only if no other is the same.
    """
    choices, said = choices_of(content), _plain(text)
    named = [choice for choice in choices if _plain(choice["title"]) == said]
    if named:
        return named[0] if len(named) == 1 else None
    if not (number := _NUMBER.fullmatch(said)):
        return None
    place = int(number[1])
    return choices[place - 1] if 0 < place <= len(choices) else None


def reply(choice: Choice) -> dict[str, Any]:
    """What a press of ``choice`` would have said, as ``content["reply"]``."""
    made = {"kind": "numbered", "id": choice["id"], "title": choice["title"]}
    return made | {name: choice[name] for name in ("description", "payload") if choice.get(name)}


def _plain(text: str) -> str:
    return " ".join(in_digits(text).split()).casefold()


def _fit(choices: Sequence[Choice], most: int, title: int, identifier: int, id_unit: Unit) -> bool:
    return len(choices) <= most and all(
        0 < len(one["title"]) <= title and one["id"] and fits(one["id"], identifier, id_unit)
        for one in choices
    )


def _distinct(choices: Sequence[Choice]) -> bool:
    return all(len({one[name] for one in choices}) == len(choices) for name in ("id", "title"))
