"""Which message objects LINE takes: parameters and limits of reply and push.

developers.line.biz/en/reference/messaging-api/#message-objects.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from shared.channels import LINE
from tests.simulator.line_answers import invalid

_MOST: Final = 5
_ACTIONS: Final = 4
_USER: Final = re.compile(r"U[0-9a-f]{32}")


def check_body(body: Any) -> list[dict[str, Any]]:
    """The messages of a reply or a push. Raises Refused."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not 1 <= len(messages) <= _MOST:
        raise invalid(f"Size must be between 1 and {_MOST}", "messages")
    for number, message in enumerate(messages):
        where, kind = f"messages[{number}]", message.get("type")
        if kind not in _CHECKS:
            raise invalid("May not be empty", f"{where}.type")
        _CHECKS[kind](message, where)
        _check_quick_reply(message.get("quickReply"), where)
    return messages


def is_user(address: object) -> bool:
    return isinstance(address, str) and _USER.fullmatch(address) is not None


def _text(part: Mapping[str, Any], name: str, longest: int, where: str) -> None:
    value = part.get(name)
    if not (value and isinstance(value, str)):
        raise invalid("May not be empty", f"{where}.{name}")
    if len(value.encode("utf-16-le")) // 2 > longest:
        raise invalid(f"Length must be between 0 and {longest}", f"{where}.{name}")


def _label(part: Mapping[str, Any], name: str, longest: int, where: str) -> None:
    """What LINE counts in grapheme clusters, of which a text has no more than characters."""
    _text(part, name, 4 * longest, where)
    if len(part[name]) > longest:
        raise invalid(f"Length must be between 0 and {longest}", f"{where}.{name}")


def _link(part: Mapping[str, Any], name: str, where: str) -> None:
    _text(part, name, 2000, where)
    # The local stack's bucket has no certificate; it stands for one that has.
    if not part[name].startswith(("https://", "http://127.0.0.1")):
        raise invalid("Invalid scheme. Must be https", f"{where}.{name}")


def _check_text(message: Mapping[str, Any], where: str) -> None:
    _text(message, "text", LINE.limits.text, where)


def _check_shown(message: Mapping[str, Any], where: str) -> None:
    _link(message, "originalContentUrl", where)
    _link(message, "previewImageUrl", where)


def _check_audio(message: Mapping[str, Any], where: str) -> None:
    _link(message, "originalContentUrl", where)
    if not isinstance(message.get("duration"), int):
        raise invalid("Must be a number", f"{where}.duration")


def _check_location(message: Mapping[str, Any], where: str) -> None:
    _text(message, "title", 100, where)
    _text(message, "address", 100, where)
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = message.get(name)
        if not isinstance(value, int | float) or not -most <= value <= most:
            raise invalid(f"Must be between -{most} and {most}", f"{where}.{name}")


def _check_sticker(message: Mapping[str, Any], where: str) -> None:
    for name in ("packageId", "stickerId"):
        if not re.fullmatch(r"\d+", str(message.get(name, ""))):
            raise invalid("Invalid sticker", f"{where}.{name}")


def _check_template(message: Mapping[str, Any], where: str) -> None:
    _text(message, "altText", 1500, where)
    template = message.get("template") or {}
    if template.get("type") != "buttons":
        raise invalid("Unknown template", f"{where}.template.type")
    _label(template, "text", 160, f"{where}.template")
    actions = template.get("actions") or []
    if not 1 <= len(actions) <= _ACTIONS:
        raise invalid(f"Size must be between 1 and {_ACTIONS}", f"{where}.template.actions")
    for action in actions:
        _check_action(action, f"{where}.template.actions")


def _check_flex(message: Mapping[str, Any], where: str) -> None:
    _text(message, "altText", 1500, where)
    if (message.get("contents") or {}).get("type") not in ("bubble", "carousel"):
        raise invalid("Must be a container", f"{where}.contents")


def _check_quick_reply(quick: Any, where: str) -> None:
    if quick is None:
        return
    items = quick.get("items") or []
    if not 1 <= len(items) <= LINE.limits.buttons:
        raise invalid("Size must be between 1 and 13", f"{where}.quickReply.items")
    for item in items:
        _check_action(item["action"], f"{where}.quickReply.items")


def _check_action(action: Mapping[str, Any], where: str) -> None:
    if action.get("type") == "postback":
        _text(action, "data", 300, where)
    _label(action, "label", LINE.limits.button_title, where)


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any], str], None]]] = {
    "text": _check_text,
    "image": _check_shown,
    "video": _check_shown,
    "audio": _check_audio,
    "location": _check_location,
    "sticker": _check_sticker,
    "template": _check_template,
    "flex": _check_flex,
}
