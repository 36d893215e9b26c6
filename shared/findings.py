"""What is found when an account is examined, in words that an admin can act on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["fine", "wrong", "look"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``look``: it works, or nobody but an admin can see whether.

    ``mend`` says what to do where it is not fine.
    """

    check: str  # e.g. "secret"; stable
    state: State
    says: str
    mend: str = ""


def fine(check: str, says: str) -> Finding:
    return Finding(check, "fine", says)


def wrong(check: str, says: str, mend: str) -> Finding:
    return Finding(check, "wrong", says, mend)


def look(check: str, says: str, mend: str) -> Finding:
    return Finding(check, "look", says, mend)


def either(check: str, holds: bool, says: str, otherwise: str, mend: str) -> Finding:
    """Fine with the words ``says`` if it holds, else wrong with ``otherwise``."""
    return fine(check, says) if holds else wrong(check, otherwise, mend)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose set-up is examined: ``webhook`` is the address that the platform should have."""

    channel: str
    credential_set: str
    webhook: str
    now: int  # ms


@dataclass(frozen=True, slots=True)
class Knock:
    """A request to our own webhook as the platform would make it."""

    method: str
    path: str = ""  # below the webhook's address
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    expected: bytes | None = None  # what must be answered; None = anything
    taken: int = 200  # with this status
