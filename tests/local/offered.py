"""Choices as the platform shows them to a customer, and what a customer who takes one sends.

Read from the requests that the platform took from us, so that what is proved is what people see.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from tests.local.client import Json

_REPLY: Final = ("id", "title")
_LINE: Final = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_SCORES: Final = re.compile(r"\n\n(1(?:, \d+)+)$")  # each is its own number


@dataclass(frozen=True, slots=True)
class Offered:
    """``choices``: by its title, what ``Client.say`` takes to press or write each."""

    to: str
    text: str
    form: str
    choices: Mapping[str, Json]


def offered(channel: str, request: Json) -> Offered | None:
    """What ``request``, as ``Client.sent`` has it, shows; None if that is no message of words."""
    return _READERS[channel](request) if request["status"] in (200, 201) else None


def _whatsapp(request: Json) -> Offered | None:
    said = _object(request, "body")
    if said.get("type") == "text":
        return Offered(said["to"], said["text"]["body"], "text", {})
    if said.get("type") != "interactive":
        return None
    shown = said["interactive"]
    action, kind = shown["action"], f"{shown['type']}_reply"
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    rows = rows or [button["reply"] for button in action["buttons"]]
    taken = {
        row["title"]: {"interactive": {"type": kind, kind: {name: row[name] for name in _REPLY}}}
        for row in rows
    }
    return Offered(said["to"], shown["body"]["text"], shown["type"], taken)


def _telegram(request: Json) -> Offered | None:
    if not request["path"].endswith("/sendMessage"):
        return None
    said = _object(request, "body")
    number = _object(request, "answer")["result"]["message_id"]
    rows = said.get("reply_markup", {}).get("inline_keyboard", ())
    taken = {
        button["text"]: {"tap": {"data": button["callback_data"], "message_id": number}}
        for row in rows
        for button in row
    }
    form = "inline keyboard" if taken else "text"
    return Offered(str(said["chat_id"]), said["text"], form, taken)


def _sms(request: Json) -> Offered | None:
    form = parse_qs(_words(request, "body"))
    if "Body" not in form:
        return None
    (to,), (text,) = form["To"], form["Body"]
    taken = {title: {"text": number} for number, title in _LINE.findall(text)}
    if scores := _SCORES.search(text):
        taken = {score: {"text": score} for score in scores[1].split(", ")}
    return Offered(to, text, "numbered lines" if taken else "text", taken)


_READERS: Final[Mapping[str, Callable[[Json], Offered | None]]] = {
    "whatsapp": _whatsapp,
    "telegram": _telegram,
    "sms": _sms,
}
CHANNELS: Final = tuple(_READERS)


def _words(request: Json, part: str) -> str:
    return b64decode(request[part]).decode(errors="replace")


def _object(request: Json, part: str) -> Json:
    """``part`` as JSON, {} where it is something else."""
    try:
        found = json.loads(_words(request, part))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
