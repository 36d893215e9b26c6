"""Which messages Viber takes: what each type needs, and how long it may be.

github.com/Viber/creators-hub, docs/bots-api/data-models/message.md.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from tests.simulator.viber_answers import Refused

Body = Mapping[str, Any]

_LONGEST: Final = 30 * 1024
_MB: Final = 1024 * 1024
_ENDINGS: Final = {
    "picture": r"\.(jpe?g|png|gif)",
    "video": r"\.mp4",
    "file": r"\.[A-Za-z0-9]{1,8}",
}


def check(raw: bytes, body: Body) -> None:
    """Raises Refused."""
    if len(raw) > _LONGEST:
        raise Refused(3, "message is too large")
    sender = body.get("sender")
    name = sender.get("name") if isinstance(sender, dict) else None
    if not (name and isinstance(name, str)):
        raise Refused(4, "sender.name is missing")
    if len(name) > 28:
        raise Refused(3, "sender.name is too long")
    if len(str(body.get("tracking_data") or "")) > 4000:
        raise Refused(3, "tracking_data is too long")
    kind = body.get("type")
    if kind is None and "keyboard" not in body:
        raise Refused(4, "type is missing")
    if kind is not None:
        if kind not in _CHECKS:
            raise Refused(3, "unknown type")
        _CHECKS[kind](body)
    if "keyboard" in body:
        _check_keyboard(body["keyboard"])


def _text(body: Body, name: str, longest: int, *, empty: bool = False) -> None:
    value = body.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise Refused(4, f"{name} is missing")
    if len(value) > longest:
        raise Refused(3, f"{name} is too long")


def _media(body: Body) -> None:
    link, kind = body.get("media"), str(body["type"])
    if not (link and isinstance(link, str)):
        raise Refused(4, "media is missing")
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(3, "media is no url")
    if not re.search(f"{_ENDINGS[kind]}$", parts.path, re.IGNORECASE):
        raise Refused(3, "the file of media has no such ending")


def _size(body: Body, most: int) -> None:
    size = body.get("size")
    if not isinstance(size, int):
        raise Refused(4, "size is missing")
    if not 0 < size <= most:
        raise Refused(3, "size is out of range")


def _picture(body: Body) -> None:
    _media(body)
    _text(body, "text", 768, empty=True)


def _video(body: Body) -> None:
    _media(body)
    _size(body, 26 * _MB)
    if not 0 < body.get("duration", 1) <= 180:
        raise Refused(3, "duration is out of range")


def _file(body: Body) -> None:
    _media(body)
    _size(body, 50 * _MB)
    _text(body, "file_name", 256)


def _location(body: Body) -> None:
    place = body.get("location") or {}
    for name, most in (("lat", 90), ("lon", 180)):
        if name not in place:
            raise Refused(4, f"location.{name} is missing")
        if not -most <= float(place[name]) <= most:
            raise Refused(3, f"location.{name} is out of range")


def _contact(body: Body) -> None:
    card = body.get("contact") or {}
    _text(card, "name", 28)
    _text(card, "phone_number", 18)


def _check_keyboard(keyboard: Any) -> None:
    buttons = keyboard.get("Buttons")
    if keyboard.get("Type") != "keyboard" or not isinstance(buttons, list) or not buttons:
        raise Refused(3, "keyboard is not valid")
    if sum(button.get("Rows", 1) for button in buttons) > 24:
        raise Refused(3, "keyboard has too many rows")
    for button in buttons:
        if not button.get("ActionBody"):
            raise Refused(4, "ActionBody is missing")
        if len(button.get("Text", "")) > 250:
            raise Refused(3, "Text is too long")


_CHECKS: Final[Mapping[str, Callable[[Body], None]]] = {
    "text": lambda body: _text(body, "text", 7000),
    "picture": _picture,
    "video": _video,
    "file": _file,
    "location": _location,
    "contact": _contact,
    "sticker": lambda body: _text({"sticker_id": str(body.get("sticker_id", ""))}, "sticker_id", 9),
    "url": lambda body: _text(body, "media", 2000),
}
