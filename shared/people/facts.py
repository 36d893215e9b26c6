"""What can tell that two contacts are one person, as facts that are the same text: pure.

A platform proves some of its customers' ids to be phone numbers; a site that vouches for its user
proves an account of its own. What an agent wrote proves less, a name nothing.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from shared.channels import CHANNELS

Kind = Literal["phone", "email", "account", "name"]

_NUMBER: Final = re.compile(r"\+?([1-9][0-9]{6,14})")
_WRITTEN: Final = re.compile(r"[\s().\-/]+")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """``value`` in the one way in which it is compared."""

    kind: Kind
    value: str


def of_identity(summary: Mapping[str, Any]) -> set[Fact]:
    """What the platform says of a conversation's customer; nothing of an empty summary."""
    if "channel" not in summary:
        return set()
    row = CHANNELS[summary["channel"]]
    told = {kind: summary.get(kind) for kind in ("name", "email", "phone")}
    found = {name(told["name"]), email(told["email"]), phone(told["phone"])}
    for identity in filter(None, (summary.get("identity"), summary.get("other_identity"))):
        if row.phone_ids:
            found.add(phone(identity))
        if row.vouched and identity.startswith(row.vouched):
            subject = identity.removeprefix(row.vouched)
            found |= {Fact("account", subject), email(subject)}
    return {fact for fact in found if fact}


def of_card(card: Mapping[str, Any]) -> set[Fact]:
    """What agents wrote."""
    found = (name(card.get("name")), phone(card.get("phone")), email(card.get("email")))
    return {fact for fact in found if fact}


def phone(text: str | None) -> Fact | None:
    """A number with its country's code, however it is written; None for what is none."""
    number = _NUMBER.fullmatch(_WRITTEN.sub("", text or ""))
    return Fact("phone", number[1]) if number else None


def email(text: str | None) -> Fact | None:
    stripped = (text or "").strip()
    return Fact("email", stripped.casefold()) if _EMAIL.fullmatch(stripped) else None


def name(text: str | None) -> Fact | None:
    """Without case, accents and signs; None where nothing is left to look for."""
    plain = unicodedata.normalize("NFKD", (text or "")[:_LONGEST_NAME]).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = " ".join(re.findall(r"\w+", letters))
    return Fact("name", words) if len(words) > 1 else None
