"""Rules: under which circumstances what is said and who gets the conversation.

They are looked at in the order of their positions, and the first that fits counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from shared.configuration.next import Next

Hours = Literal["", "open", "closed"]
BEGINS: Final = "*"  # at the end of a keyword: whatever begins so


@dataclass(frozen=True, slots=True)
class When:
    """All that is named must fit; of several values, one. Nothing named fits always."""

    channels: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()  # "whatsapp:main"
    languages: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()  # whole words, without case and accents; "open*": beginnings
    referrals: frozenset[str] = frozenset()  # of an advertisement or a link, as the platform tells
    attributes: Mapping[str, str] = field(default_factory=dict)
    teams: frozenset[str] = frozenset()  # who has the conversation now
    hours: Hours = ""
    first: bool | None = None  # whether it is the first of its episode


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    when: When
    then: Next
    position: int = 100

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Rule":
        """Raises ValueError that names what is wrong."""
        if unknown := set(said) - {"when", "then", "position"}:
            raise ValueError(f"unknown {sorted(unknown)}")
        position = said.get("position", 100)
        if not isinstance(position, int) or isinstance(position, bool):
            raise ValueError("position: a whole number")
        then = Next.parse(said.get("then", {}), "then")
        if then.step:
            raise ValueError("then/step: a rule begins a reply, not a step of one")
        return cls(name, _when(said.get("when", {})), then, position)


def _when(said: Any) -> When:
    if not isinstance(said, dict):
        raise ValueError("when: an object")
    if unknown := set(said) - set(When.__dataclass_fields__):
        raise ValueError(f"when: unknown {sorted(unknown)}")
    if said.get("hours", "") not in get_args(Hours):
        raise ValueError("when/hours: open or closed")
    sets = ("channels", "accounts", "languages", "referrals", "teams")
    for name in (*sets, "keywords"):
        if name in said and not (
            isinstance(said[name], list) and all(isinstance(one, str) for one in said[name])
        ):
            raise ValueError(f"when/{name}: a list of texts")
    for number, keyword in enumerate(said.get("keywords", ())):
        _check_beginning(keyword, f"when/keywords/{number}")
    return When(
        **{
            **said,
            **{name: frozenset(said.get(name, ())) for name in sets},
            "keywords": tuple(said.get("keywords", ())),
        }
    )


def _check_beginning(keyword: str, where: str) -> None:
    start, star, rest = keyword.strip().partition(BEGINS)
    if star and (rest or not start[-1:].isalnum()):
        raise ValueError(f"{where}: {BEGINS} stands once, right after the beginning of a word")
