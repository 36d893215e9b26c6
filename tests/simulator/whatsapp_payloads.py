"""The bodies WhatsApp posts to a webhook: envelope, messages of customers, statuses of ours.

developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Json = dict[str, Any]
MEDIA: Final = ("image", "audio", "video", "document", "sticker")
_UNKNOWN_TYPE: Final = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}
_CLOSED: Final = {
    "code": 131047,
    "title": "Re-engagement message",
    "message": "Re-engagement message",
    "error_data": {
        "details": "Message failed to send because more than 24 hours have passed since the "
        "customer last replied to this number."
    },
    "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
}


def envelope(waba_id: str, values: Sequence[Json], *, entries: bool = False) -> Json:
    """One entry with a change for each value, or an entry for each."""
    changes = [{"value": value, "field": "messages"} for value in values]
    groups = [[change] for change in changes] if entries else [changes]
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": waba_id, "changes": group} for group in groups],
    }


def value(metadata: Json, contacts: Sequence[Json], **items: Sequence[Json]) -> Json:
    """``items``: ``messages`` or ``statuses``."""
    made: Json = {"messaging_product": "whatsapp", "metadata": metadata}
    if contacts:
        made["contacts"] = list(contacts)
    return made | items


def message(said: Mapping[str, Any], sender: Json, our_number: str) -> Json:
    """One entry of ``messages``; ``said`` as ``POST /whatsapp/say`` takes it, id and time set."""
    kind = said["type"]
    made = {**sender, "id": said["id"], "timestamp": str(said["timestamp"]), "type": kind}
    if kind == "unsupported":
        made["errors"] = list(said.get("errors", [_UNKNOWN_TYPE]))
    elif kind == "text":
        made["text"] = {"body": said["text"]}
    elif kind in MEDIA:
        made[kind] = dict(said["media"])
        if "text" in said:
            made[kind].setdefault("caption", said["text"])
    else:
        made[kind] = said[kind]
    if reply_to := said.get("reply_to"):
        made["context"] = {"from": our_number, "id": reply_to}
    return made | dict(said.get("extra", {}))


def status(
    message_id: str,
    state: str,
    timestamp: int,
    recipient: Json,
    *,
    echoed: str | None = None,
    priced: Json | None = None,
    errors: Sequence[Json] | None = None,
) -> Json:
    """One entry of ``statuses``; ``recipient``: its recipient_id and recipient_user_id."""
    made: Json = {"id": message_id, "status": state, "timestamp": str(timestamp), **recipient}
    if echoed is not None:
        made["biz_opaque_callback_data"] = echoed
    if state == "failed":
        return made | {"errors": list(errors or [_CLOSED])}
    return made | (priced or {})


def price(conversation_id: str, category: str, expires: int, state: str) -> Json:
    """``conversation`` and ``pricing``: only ``sent`` says when the conversation expires."""
    free = category == "service"
    conversation: Json = {"id": conversation_id}
    if state == "sent":
        conversation["expiration_timestamp"] = str(expires)
    conversation["origin"] = {"type": category}
    pricing = {
        "billable": not free,
        "pricing_model": "PMP",
        "type": "free_customer_service" if free else "regular",
        "category": category,
    }
    return {"conversation": conversation, "pricing": pricing}
