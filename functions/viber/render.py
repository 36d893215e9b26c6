"""A message of ours in Viber's words: the JSON of one call of ``send_message``.

https://developers.viber.com/docs/api/rest-bot-api/#send-message (read 2026-11-22)
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from functions.viber import words
from functions.viber.files import media
from functions.viber.keyboards import keyboard, shown
from functions.viber.tracking import tracking_data
from shared.channels import VIBER
from shared.errors import MessageRejected
from shared.ids import MessageId
from shared.table import Item
from shared.wording.offering import Choice

Body = dict[str, Any]

_MEDIA: Final = ("image", "video", "file")
_LONGEST_BODY: Final = 30 * 1024  # bytes
# All that is sent here was there from the first; a higher one only loses who has an older app.
_VERSION: Final = 1


def render(message: Item, sender: Mapping[str, str]) -> bytes:
    """The body that sends ``message``, an outbound message item, in the name of ``sender``.

    It is UTF-8 without escapes: 7,000 letters that are not ASCII would not fit otherwise. Raises
    MessageRejected where Viber has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    said, choices = _said(message["type"], message.get("text") or "", content)
    body = {
        "receiver": message["identity"],
        "min_api_version": _VERSION,
        "sender": dict(sender),
        "tracking_data": tracking_data(str(MessageId.of(message)), choices),
        **said,
        **({"keyboard": keyboard(choices)} if choices else {}),
    }
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    made = written.encode("utf-8", "replace")
    if len(made) > _LONGEST_BODY:
        raise MessageRejected("too-long", "The whole message has more than 30 KB.")
    return made


def _said(kind: str, text: str, content: Mapping[str, Any]) -> tuple[Body, Sequence[Choice]]:
    if kind in _MEDIA:
        return media(kind, text, content), ()
    match kind:
        case "text":
            return _text(text), ()
        case "interactive":
            above, choices = shown(text, content)
            return _text(above), choices
        case "location":
            return words.place(content), ()
        case "contacts":
            cards = content["contacts"]
            return words.contacts(cards) or _text(words.in_words(cards)), ()
        case "sticker":
            return _sticker(content), ()
    raise MessageRejected("unsupported-type", f"Viber cannot send a message of type {kind}.")


def _text(text: str) -> Body:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    longest = VIBER.limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"Viber takes at most {longest} characters.")
    return {"type": "text", "text": text}


def _sticker(content: Mapping[str, Any]) -> Body:
    """One of Viber's own: pictures of the business cannot be stickers.

    https://developers.viber.com/docs/tools/sticker-ids/
    """
    if not (number := (content.get("sticker") or {}).get("sticker_id")):
        raise MessageRejected("no-sticker", "Viber sends its own stickers, by their ids.")
    return {"type": "sticker", "sticker_id": str(number)}
