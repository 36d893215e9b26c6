"""A message of ours in Telegram's words: a method of the Bot API and its parameters.

Texts go as they are, without a parse mode, so that no character in them means anything.
https://core.telegram.org/bots/api#available-methods
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from functions.telegram.figures import number_in_chat
from functions.telegram.keyboards import keyboard
from shared.channels import TELEGRAM, plain_type
from shared.errors import MessageRejected
from shared.table import Item
from shared.wording import offering

Params = dict[str, Any]

_MEDIA: Final = {
    "image": "photo",
    "audio": "audio",
    "video": "video",
    "file": "document",
    "sticker": "sticker",
}


@dataclass(frozen=True, slots=True)
class Call:
    """``file``: the media of a file of ours, to be sent along as the parameter ``part``."""

    method: str
    params: Params
    part: str = ""
    file: Mapping[str, Any] | None = None


def render(message: Item) -> Call:
    """The call that sends ``message``, an outbound message item.

    Raises MessageRejected where Telegram has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    kind, text = message["type"], message.get("text") or ""
    chat = {"chat_id": int(message["identity"])}
    if kind == "reaction":
        return Call("setMessageReaction", chat | _reaction(message, content, text))
    common = chat | _quoted(message)
    if kind in _MEDIA:
        return _media(kind, common, text, content)
    match kind:
        case "text":
            return _text(common, text)
        case "interactive":
            if markup := keyboard(text, content):
                return _text({**common, "reply_markup": markup}, text)
            return _text(common, offering.numbered(text, content))
        case "location":
            return _place(common, content)
        case "contacts":
            return Call("sendContact", common | _contact(content["contacts"]))
    raise MessageRejected("unsupported-type", f"Telegram cannot send a message of type {kind}.")


def _quoted(message: Item) -> Params:
    """It goes without the quotation if what it quotes was deleted meanwhile."""
    quoted = number_in_chat(message.get("reply_to"))
    if quoted is None:
        return {}
    return {"reply_parameters": {"message_id": quoted, "allow_sending_without_reply": True}}


def _text(common: Params, text: str) -> Call:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    longest = TELEGRAM.limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"Telegram takes at most {longest} characters.")
    more = {"text": text, "link_preview_options": {"is_disabled": True}}
    return Call("sendMessage", common | more)


def _media(kind: str, common: Params, caption: str, content: Mapping[str, Any]) -> Call:
    media, part, longest = content.get("media") or {}, _MEDIA[kind], TELEGRAM.limits.caption
    if caption and kind == "sticker":
        raise MessageRejected("no-caption", "Telegram sends stickers without words.")
    if len(caption) > longest:
        raise MessageRejected("too-long", f"Telegram takes captions of {longest} characters.")
    if kind == "audio" and _spoken(media):
        part = "voice"
    if caption:
        common = {**common, "caption": caption}
    method = f"send{part.capitalize()}"
    if media.get("key"):
        return Call(method, common, part, media)
    if file := media.get("id") or media.get("url"):
        return Call(method, {**common, part: file})
    raise MessageRejected("no-file", "There is no file to send.")


def _spoken(media: Mapping[str, Any]) -> bool:
    # The music player takes MP3 and M4A only. https://core.telegram.org/bots/api#sendaudio
    return bool(media.get("voice")) or plain_type(media.get("mime_type") or "") == "audio/ogg"


def _place(common: Params, content: Mapping[str, Any]) -> Call:
    place = common | {name: content[name] for name in ("latitude", "longitude")}
    name, street = content.get("name"), content.get("address")
    if not (name or street):
        return Call("sendLocation", place)
    return Call("sendVenue", {**place, "title": name or street, "address": street or name})


def _contact(contacts: Any) -> Params:
    if len(contacts) != 1 or not contacts[0].get("phones"):
        raise MessageRejected("no-contact", "Telegram sends one contact, by its phone number.")
    card = contacts[0]
    return {"phone_number": card["phones"][0], "first_name": card.get("name") or card["phones"][0]}


def _reaction(message: Item, content: Mapping[str, Any], text: str) -> Params:
    emoji, target = content.get("emoji", text), number_in_chat(message.get("reply_to"))
    if target is None:
        raise MessageRejected("no-target", "There is nothing to react to.")
    shown = [{"type": "emoji", "emoji": emoji}] if emoji else []
    return {"message_id": target, "reaction": shown}
