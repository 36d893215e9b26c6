"""What the Bot API takes: lengths, keyboards, files and quotations.

core.telegram.org/bots/api#available-methods
"""

from collections.abc import Mapping
from typing import Any, Final

from tests.simulator.telegram_answers import Refused, bad_request
from tests.simulator.telegram_chats import Chat
from tests.simulator.telegram_parameters import Parameters

_LONGEST_TEXT: Final = 4096
_LONGEST_CAPTION: Final = 1024
_LONGEST_DATA: Final = 64  # bytes
_MOST_BUTTONS: Final = 100
_MB: Final = 1024 * 1024
_LARGEST: Final = {"photo": 10 * _MB}
_LARGEST_OF_ALL: Final = 50 * _MB


def text_of(given: Parameters) -> dict[str, Any]:
    text = given.text("text").strip()
    if not text:
        raise bad_request("message text is empty")
    if len(text) > _LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text}


def caption_of(given: Parameters) -> dict[str, Any]:
    caption = given.text("caption").strip()
    if len(caption) > _LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": caption} if caption else {}


def keyboard_of(given: Parameters) -> dict[str, Any]:
    markup = given.structure("reply_markup")
    if markup is None:
        return {}
    rows = markup.get("inline_keyboard") if isinstance(markup, Mapping) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    buttons = [button for row in rows for button in row]
    if not 0 < len(buttons) <= _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return {"reply_markup": markup}


def _check_button(button: Any) -> None:
    if not isinstance(button, Mapping) or not button.get("text"):
        raise bad_request("inline keyboard button text is empty")
    if not 0 < len(str(button.get("callback_data", "")).encode()) <= _LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def quotation_of(given: Parameters, chat: Chat) -> dict[str, Any]:
    asked = given.structure("reply_parameters")
    if asked is None:
        return {}
    if not isinstance(asked, Mapping) or not isinstance(asked.get("message_id"), int):
        raise bad_request("can't parse reply parameters JSON object")
    quoted = chat.messages.get(asked["message_id"])
    if quoted is None:
        if asked.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in quoted.items() if k != "reply_to_message"}}


def place_of(given: Parameters) -> dict[str, Any]:
    try:
        place = {name: float(given.text(name)) for name in ("latitude", "longitude")}
    except ValueError:
        raise bad_request("can't parse location") from None
    if abs(place["latitude"]) > 90 or abs(place["longitude"]) > 180:
        raise bad_request("wrong latitude or longitude")
    return place


def check_size(part: str, data: bytes) -> None:
    if len(data) > _LARGEST_OF_ALL:
        raise Refused("Request Entity Too Large", 413)
    if len(data) > _LARGEST.get(part, _LARGEST_OF_ALL):
        raise bad_request(f"file is too big for a {part}")


def needed(given: Parameters, name: str) -> str:
    if not given.text(name).strip():
        raise bad_request(f"parameter {name} is required")
    return given.text(name)
