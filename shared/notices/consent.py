"""Notices, and what those are about that somebody answers: pure.

A notice is sent because something happened to the customer: an order left, a flight changed. It
goes whoever has the conversation, and answers nothing. Its ``context`` says what it is about, and
stands on what answers it too.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shared.drafts import NO_TEMPLATES, NOTICE
from shared.errors import OptedOut
from shared.table import Item


def is_notice(message: Mapping[str, Any]) -> bool:
    return message.get("purpose") == NOTICE


def unwanted(summary: Item, *, needs_consent: bool) -> OptedOut | None:
    """Why no notice must go to the customer of ``summary``, None if one may."""
    if summary.get("consent") == "out":
        return OptedOut("opted-out", NO_TEMPLATES)
    if needs_consent and summary.get("consent") != "in":
        return OptedOut("consent-needed", "Notices need the customer's consent.")
    return None


def context_of(messages: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the notices that ``messages`` answer are about, as rules compare it; the last counts."""
    found: dict[str, str] = {}
    for message in messages:
        if message.get("context"):
            said = json.loads(message["context"])
            found |= {name: str(value) for name, value in said.items()}
    return found
