"""What X has no form for, in words: a place."""

from collections.abc import Mapping
from typing import Any, Final

_MAP: Final = "https://www.openstreetmap.org"


def place(content: Mapping[str, Any]) -> str:
    """A place by its name and a link to a map."""
    named = [str(content[name]) for name in ("name", "address") if content.get(name)]
    latitude, longitude = content["latitude"], content["longitude"]
    return "\n".join([*named, f"{_MAP}/?mlat={latitude}&mlon={longitude}"])
