"""A message of ours in the platform's words: the JSON of one call of the Send API.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages
https://developers.facebook.com/documentation/business-messaging/instagram-messaging/send-messages
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from shared.channels import Channel, Limits
from shared.errors import MessageRejected
from shared.messenger_platform import choices
from shared.table import Item
from shared.wording.offering import choices_of, numbered
from shared.wording.splitting import fits

Body = dict[str, Any]

_FILES: Final = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "file": "file",
    "sticker": "image",
}
# What can be put on a message; the platform takes these names only.
REACTIONS: Final = {
    "❤": "love",
    "😆": "smile",
    "😮": "wow",
    "😢": "sad",
    "😠": "angry",
    "👍": "like",
    "👎": "dislike",
}
_SIGNALS: Final = {"read": "mark_seen", "typing": "typing_on"}
_BUTTONS: Final = 3  # of a template
_VARIATION: Final = "\ufe0f"  # asks for the coloured picture of a character


def render(
    message: Item,
    channel: Channel,
    *,
    reactions: Mapping[str, str] = REACTIONS,
    buttons: int = _BUTTONS,
) -> Body:
    """The body that sends ``message``, an outbound message item; its file has an id or a link.

    Up to so many ``buttons`` stay below a text; ``reactions``: the platform's name of each emoji.
    Raises MessageRejected where the platform has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    if message["type"] == "reaction":
        return {**_recipient(message["identity"]), **_reaction(message, content, reactions)}
    said = _said(message["type"], message.get("text") or "", content, channel.limits, buttons)
    reply_to = message.get("reply_to")
    return {
        **_recipient(message["identity"]),
        **_tag(message),
        "message": said,
        **({"reply_to": {"mid": reply_to}} if reply_to else {}),
    }


def signalled(kind: str, identity: str) -> Body:
    """The body that shows the customer that they were read, or that somebody types.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions
    """
    return {**_recipient(identity), "sender_action": _SIGNALS[kind]}


def _recipient(identity: str) -> Body:
    return {"recipient": {"id": identity}}


def _tag(message: Item) -> Body:
    """Programs answer within the window, people also after it, under a tag.

    https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/message-tags
    """
    if message.get("late"):
        return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return {"messaging_type": "RESPONSE"}


def _said(kind: str, text: str, content: Mapping[str, Any], limits: Limits, buttons: int) -> Body:
    if kind in _FILES:
        return _file(kind, text, content)
    match kind:
        case "text":
            return _text(text, limits)
        case "interactive":
            if not choices_of(content):
                raise MessageRejected("no-choices", "There is nothing to choose from.")
            offered = choices.offered(text, content, limits, buttons)
            return offered or _text(numbered(text, content), limits)
        case "location":
            return _text(_place(content), limits)
    raise MessageRejected("unsupported-type", f"A message of type {kind} cannot be sent here.")


def _text(text: str, limits: Limits) -> Body:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    if not fits(text, limits.text, limits.text_unit):
        raise MessageRejected("too-long", f"A text has at most {limits.text} {limits.text_unit}.")
    return {"text": text}


def _file(kind: str, caption: str, content: Mapping[str, Any]) -> Body:
    media = content.get("media") or {}
    if caption:
        raise MessageRejected("no-caption", "Files are sent without words here.")
    if media.get("id"):
        payload: Body = {"attachment_id": media["id"]}
    elif media.get("url"):
        payload = {"url": media["url"]}
    else:
        raise MessageRejected("no-file", "There is no file to send.")
    return {"attachment": {"type": _FILES[kind], "payload": payload}}


def _place(content: Mapping[str, Any]) -> str:
    """Places can only be told, with a link that every map opens."""
    where = f"{content['latitude']},{content['longitude']}"
    told = [content.get("name"), content.get("address"), f"https://maps.google.com/?q={where}"]
    return "\n".join(str(line) for line in told if line)


def _reaction(message: Item, content: Mapping[str, Any], names: Mapping[str, str]) -> Body:
    target, emoji = message.get("reply_to"), str(content.get("emoji", message.get("text") or ""))
    if not target:
        raise MessageRejected("no-target", "A reaction needs a message.")
    if not emoji:
        return {"sender_action": "unreact", "payload": {"message_id": target}}
    name = names.get(emoji.replace(_VARIATION, ""))
    if name is None:
        raise MessageRejected("unsupported-reaction", f"Only {' '.join(names)} can be sent.")
    return {"sender_action": "react", "payload": {"message_id": target, "reaction": name}}
