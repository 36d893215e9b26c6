"""What RCS for Business has no form for, in words: a place beside its map."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode


def place(content: Mapping[str, Any]) -> str:
    """A place by its name and a link: suggestions go away with the next message.

    https://developers.google.com/maps/documentation/urls/get-started (read 2026-11-22)
    """
    named = [str(content[name]) for name in ("name", "address") if content.get(name)]
    where = urlencode({"api": 1, "query": f"{content['latitude']},{content['longitude']}"})
    return "\n".join([*named, f"https://www.google.com/maps/search/?{where}"])
