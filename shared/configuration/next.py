"""Where a talk with the bot goes from here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Next:
    """Where it goes from here: to another step, to people, to another reply, or to its end.

    With nothing set the customer has what was wanted and the bot keeps the conversation.
    """

    step: str = ""
    reply: str = ""
    team: str = ""
    agent: str = ""
    people: bool = False  # to whom the policy names
    skills: tuple[str, ...] = ()
    priority: str = ""
    bot: str = ""
    resolve: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)  # noted on the conversation

    @classmethod
    def parse(cls, said: Any, where: str) -> "Next":
        """Raises ValueError that names ``where``."""
        if not isinstance(said, dict):
            raise ValueError(f"{where}: an object")
        if unknown := set(said) - set(cls.__dataclass_fields__):
            raise ValueError(f"{where}: unknown {sorted(unknown)}")
        for name, value in said.items():
            if not _FITS.get(name, _is_text)(value):
                raise ValueError(f"{where}/{name}: not as it should be")
        return cls(**{**said, "skills": tuple(said.get("skills", ()))})

    @property
    def leaves_the_bot(self) -> bool:
        """Whether the conversation is then somebody else's, or done."""
        return bool(self.people or self.team or self.agent or self.skills or self.resolve)

    def document(self) -> dict[str, Any]:
        """What is set, as ``parse`` reads it."""
        set_ = {name: getattr(self, name) for name in self.__dataclass_fields__}
        said = {name: value for name, value in set_.items() if value}
        return said | ({"skills": list(self.skills)} if self.skills else {})


TO_PEOPLE: Final = Next(reply="handover", people=True)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_map(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, [*value, *value.values()]))


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


_FITS: Final = {
    "skills": _are_texts,
    "attributes": _is_map,
    "resolve": _is_bool,
    "people": _is_bool,
}
