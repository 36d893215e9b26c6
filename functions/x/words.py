"""What X has no form for, in words: places and contact cards."""

from collections.abc import Mapping
from typing import Any, Final

_MAP: Final = "https://www.openstreetmap.org"


def place(content: Mapping[str, Any]) -> str:
    """A place by its name and a link to a map."""
    named = [str(content[name]) for name in ("name", "address") if content.get(name)]
    latitude, longitude = content["latitude"], content["longitude"]
    return "\n".join([*named, f"{_MAP}/?mlat={latitude}&mlon={longitude}"])


def cards(content: Mapping[str, Any]) -> str:
    """Contact cards, a blank line between them."""
    return "\n\n".join(_card(card) for card in content["contacts"])


def _card(card: Mapping[str, Any]) -> str:
    told = [card.get("name"), *(card.get("phones") or ()), *(card.get("emails") or ())]
    return "\n".join(str(one) for one in told if one)
