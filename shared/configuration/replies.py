"""What the bot can say: texts, menus and forms in several languages, as data.

A reply is one step or several. A step says its text and may show choices, or ask for an answer in
the customer's own words; each choice, and the answer, leads somewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.configuration.slots import slots_of
from shared.configuration.steps import Step
from shared.configuration.texts import in_language

FIRST: Final = "start"  # the step that a reply begins with
_OF_ALL: Final = ("steps", "solved", "attachments")  # beside what the only step says


@dataclass(frozen=True, slots=True)
class File:
    """An upload that is kept for the replies that show it."""

    id: str
    name: str = ""
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """``files`` and slots in its words are for people, who send a reply by name."""

    id: str
    steps: Mapping[str, Step]
    solved: bool = False  # asks whether that was it, or a person is wanted
    files: tuple[File, ...] = ()

    @property
    def first(self) -> Step:
        return self.steps[FIRST]

    def text(self, language: str, otherwise: str) -> str:
        """What its first step says."""
        return in_language(self.first.text, language, otherwise)

    @property
    def slots(self) -> list[str]:
        """Of all its steps in all languages."""
        return slots_of(*(text for step in self.steps.values() for text in step.words))

    @property
    def is_for_people(self) -> bool:
        """Whether only people can say it."""
        return bool(self.files or self.slots)

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Reply":
        """``{"text": …}`` for one that is said and done, else ``{"steps": {"start": …}}``.

        Raises ValueError that names what is wrong.
        """
        only_step = {key: value for key, value in said.items() if key not in _OF_ALL}
        steps = said.get("steps") or {FIRST: only_step}
        if "steps" in said and only_step:
            raise ValueError("steps: what is said stands in the steps")
        if FIRST not in steps:
            raise ValueError(f"steps: one must be called {FIRST}")
        parsed = {key: Step.parse(step, f"steps/{key}") for key, step in steps.items()}
        for key, step in parsed.items():
            for to in (step.next, step.otherwise, *(choice.next for choice in step.choices)):
                if to and to.step and to.step not in parsed:
                    raise ValueError(f"steps/{key}: there is no step {to.step}")
        files = tuple(_file(one) for one in said.get("attachments", ()))
        if len(files) > 1 or (files and parsed[FIRST].choices):
            raise ValueError("attachments: one, and no choices beside it")
        return cls(name, parsed, solved=bool(said.get("solved", False)), files=files)


def _file(said: Any) -> File:
    known = {"id": str, "name": str, "voice": bool}
    if not isinstance(said, dict) or not set(said) <= set(known) or not said.get("id"):
        raise ValueError("attachments/0: an object with the id of an upload")
    if not all(isinstance(value, known[name]) for name, value in said.items()):
        raise ValueError("attachments/0: not as it should be")
    return File(**said)
