"""A message of ours in WhatsApp's words: the JSON of one call of the Cloud API.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from functions.whatsapp import choices, slots
from shared.channels import WHATSAPP
from shared.errors import MessageRejected
from shared.ids import MessageId
from shared.table import Item
from shared.wording import offering

Body = dict[str, Any]

# Business-scoped user ids: a country, then (ENT and) digits. Anything else is a phone number.
# https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
_BUSINESS_SCOPED: Final = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]+")
_MEDIA: Final = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "file": "document",
    "sticker": "sticker",
}
_WITHOUT_CAPTION: Final = ("audio", "sticker")


def render(message: Item) -> Body:
    """The body that sends ``message``, an outbound message item.

    Raises MessageRejected where WhatsApp has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_recipient(message["identity"]),
        **_quoted(message),
        **_kind(message, content),
        "biz_opaque_callback_data": str(MessageId.of(message)),
    }


def signalled(kind: str, provider_id: str) -> Body:
    """The body that marks the customer's message as read; ``typing`` shows that as well.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
    """
    body: Body = {"messaging_product": "whatsapp", "status": "read", "message_id": provider_id}
    return {**body, "typing_indicator": {"type": "text"}} if kind == "typing" else body


def _recipient(identity: str) -> Body:
    name = "recipient" if _BUSINESS_SCOPED.fullmatch(identity) else "to"
    return {name: identity}


def _quoted(message: Item) -> Body:
    if message["type"] == "reaction" or not message.get("reply_to"):
        return {}
    return {"context": {"message_id": message["reply_to"]}}


def _kind(message: Item, content: Mapping[str, Any]) -> Body:
    kind = message["type"]
    if kind == "template":
        return {"type": kind, kind: slots.template(content, message.get("template"))}
    return _said(kind, message.get("text") or "", content, message.get("reply_to"))


def _said(kind: str, text: str, content: Mapping[str, Any], reply_to: str | None) -> Body:
    if kind in _MEDIA:
        return _media(kind, text, content)
    match kind:
        case "text":
            return text_body(text)
        case "interactive":
            return choices.offered(text, content) or text_body(offering.numbered(text, content))
        case "reaction":
            emoji = content.get("emoji", text)
            return {"type": kind, "reaction": {"message_id": reply_to, "emoji": emoji}}
        case "location":
            return {"type": kind, "location": _place(content)}
        case "contacts":
            return {"type": kind, "contacts": [_contact(one) for one in content["contacts"]]}
    raise MessageRejected("unsupported-type", f"WhatsApp cannot send a message of type {kind}.")


def text_body(text: str) -> Body:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    longest = WHATSAPP.limits.text
    if len(text) > longest:
        raise MessageRejected("too-long", f"WhatsApp takes at most {longest} characters.")
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _media(kind: str, caption: str, content: Mapping[str, Any]) -> Body:
    media, theirs, longest = content.get("media") or {}, _MEDIA[kind], WHATSAPP.limits.caption
    if caption and kind in _WITHOUT_CAPTION:
        raise MessageRejected("no-caption", f"WhatsApp sends {kind} without words.")
    if len(caption) > longest:
        raise MessageRejected("too-long", f"WhatsApp takes captions of {longest} characters.")
    if not (media.get("id") or media.get("url")):
        raise MessageRejected("no-file", "There is no file to send.")
    body: Body = {"id": media["id"]} if media.get("id") else {"link": media["url"]}
    if caption:
        body["caption"] = caption
    if kind == "audio" and media.get("voice"):
        body["voice"] = True
    if kind == "file" and media.get("name"):
        body["filename"] = media["name"]
    return {"type": theirs, theirs: body}


def _place(content: Mapping[str, Any]) -> Body:
    named = ("latitude", "longitude", "name", "address")
    return {name: content[name] for name in named if content.get(name) is not None}


def _contact(one: Mapping[str, Any]) -> Body:
    name = str(one.get("name") or "")
    body: Body = {"name": {"formatted_name": name, "first_name": name}}
    if phones := one.get("phones"):
        body["phones"] = [{"phone": phone} for phone in phones]
    if emails := one.get("emails"):
        body["emails"] = [{"email": email} for email in emails]
    return body
