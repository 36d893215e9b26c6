"""What SMS has no form for, in words: places and contact cards."""

from collections.abc import Mapping
from typing import Any


def place(content: Mapping[str, Any]) -> str:
    """A place by its name and a link (RFC 5870) that phones open as a map."""
    named = [str(content[name]) for name in ("name", "address") if content.get(name)]
    return "\n".join([*named, f"geo:{content['latitude']},{content['longitude']}"])


def cards(content: Mapping[str, Any]) -> str:
    """Contact cards, a blank line between them."""
    return "\n\n".join(_card(card) for card in content["contacts"])


def _card(card: Mapping[str, Any]) -> str:
    told = [card.get("name"), *(card.get("phones") or ()), *(card.get("emails") or ())]
    return "\n".join(str(one) for one in told if one)
