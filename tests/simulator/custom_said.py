"""Turns what a test wants said into an event of the contract."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock

if TYPE_CHECKING:
    from tests.simulator.custom import Custom

_MEDIA: Final = ("image", "audio", "video", "file", "sticker")
_OURS: Final = ("from", "type", "text", "media", "event")  # words of ``say`` itself


def event_of(said: Mapping[str, Any], custom: "Custom") -> dict[str, Any]:
    """A message, unless ``kind`` names another event; what else is said goes along as it stands.

    Raises ValueError if there is nothing to say or nobody says it.
    """
    if not said.get("from"):
        raise ValueError("from is required")
    who, more = str(said["from"]), {n: v for n, v in said.items() if n not in _OURS}
    event: dict[str, Any] = {
        "kind": "message",
        "contact": who,
        "id": secrets.token_hex(8),
        "at": clock.rfc3339(clock.now_ms()),
    }
    kind = str(said.get("type") or ("event" if "event" in said else "text"))
    if said.get("kind", "message") == "message":
        event |= {"type": kind, **_content(kind, said, custom)}
    custom.messages.met.add(who)
    if said.get("event") == "blocked":
        custom.messages.blocked.add(who)
    elif said.get("event") == "unblocked":
        custom.messages.blocked.discard(who)
    return {**event, **more}


def _content(kind: str, said: Mapping[str, Any], custom: "Custom") -> dict[str, Any]:
    if kind == "text" and not said.get("text"):
        raise ValueError("text is required")
    words = {"text": said["text"]} if said.get("text") else {}
    if kind in _MEDIA:
        return {**words, "media": custom.files.keep(kind, said.get("media") or {})}
    return {**words, **({"event": said["event"]} if kind == "event" else {})}
