"""Bots of the business that run elsewhere, and are asked over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from shared.configuration.next import TO_PEOPLE, Next

LONGEST_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Bot:
    """``otherwise`` is where it goes if the bot does not answer in time, or not as agreed."""

    id: str
    url: str
    deadline_s: float = 5.0
    otherwise: Next = field(default_factory=lambda: TO_PEOPLE)

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Bot":
        """Raises ValueError that names what is wrong."""
        if unknown := set(said) - {"url", "deadline_s", "otherwise"}:
            raise ValueError(f"unknown {sorted(unknown)}")
        deadline = said.get("deadline_s", 5.0)
        if isinstance(deadline, bool) or not isinstance(deadline, int | float):
            raise ValueError("deadline_s: a number of seconds")
        if not 0 < deadline <= LONGEST_S:
            raise ValueError(f"deadline_s: more than 0, and at most {LONGEST_S:g}")
        if not _is_address(said.get("url")):
            raise ValueError("url: an https address without a user or a fragment")
        otherwise = said.get("otherwise")
        to = TO_PEOPLE if otherwise is None else Next.parse(otherwise, "otherwise")
        if to.bot or to.step:
            raise ValueError("otherwise: a reply, or people")
        return cls(name, said["url"], float(deadline), to)


def _is_address(url: object) -> bool:
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    named = parts.hostname and not (parts.username or parts.password or parts.fragment)
    return bool(parts.scheme == "https" and named)
