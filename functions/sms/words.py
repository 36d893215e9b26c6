"""What SMS has no form for, in words: a place."""

from collections.abc import Mapping
from typing import Any


def place(content: Mapping[str, Any]) -> str:
    """A place by its name and a link (RFC 5870) that phones open as a map."""
    named = [str(content[name]) for name in ("name", "address") if content.get(name)]
    return "\n".join([*named, f"geo:{content['latitude']},{content['longitude']}"])
