"""Turns what a test wants said into an event of LINE's webhook.

developers.line.biz/en/reference/messaging-api/#webhook-event-objects.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.line_checks import is_user

if TYPE_CHECKING:
    from tests.simulator.line import Line

_SILENT: Final = ("unfollow", "unsend", "leave")  # events that nothing can be replied to
_MEDIA: Final = ("image", "video", "audio")
_QUOTABLE: Final = ("text", "image", "video", "sticker")


def user_id(name: object) -> str:
    """LINE's id of whoever a test calls ``name``, the same for the same name."""
    text = str(name)
    return text if is_user(text) else "U" + hashlib.sha256(text.encode()).hexdigest()[:32]


def event_of(said: Mapping[str, Any], line: "Line") -> dict[str, Any]:
    """One event: a message, or any other kind that ``event`` names with its own part.

    Raises ValueError if there is nothing to say or nobody says it.
    """
    if not said.get("from"):
        raise ValueError("from is required")
    user, kind = user_id(said["from"]), str(said.get("event", "message"))
    event: dict[str, Any] = {
        "type": kind,
        "mode": said.get("mode", "active"),
        "timestamp": int(said.get("timestamp", clock.now_ms())),
        "source": said.get("source", {"type": "user", "userId": user}),
        "webhookEventId": str(said.get("webhook_event_id") or "01" + secrets.token_hex(12).upper()),
        "deliveryContext": {"isRedelivery": bool(said.get("redelivery", False))},
    }
    if kind not in _SILENT and event["mode"] == "active":
        event["replyToken"] = said.get("reply_token") or line.messages.give_token(user)
    if kind == "message":
        event["message"] = _message(said, line)
    elif kind in said:
        event[kind] = said[kind]
    line.meet(user, kind)
    return {**event, **said.get("extra", {})}


def _message(said: Mapping[str, Any], line: "Line") -> dict[str, Any]:
    kind = str(said.get("type") or ("location" if "location" in said else "text"))
    own: dict[str, Any] = {} if kind == "text" else dict(said.get(kind) or {})
    made = {"type": kind, "id": str(said.get("id") or 59 * 10**16 + secrets.randbelow(10**16))}
    if kind == "text":
        if not said.get("text"):
            raise ValueError("text is required")
        own = {"text": said["text"]}
    if kind in _MEDIA:
        own.setdefault("contentProvider", {"type": "line"})
    made |= own
    if kind in _QUOTABLE:
        made["quoteToken"] = secrets.token_hex(12)
    made["markAsReadToken"] = secrets.token_hex(12)
    if said.get("reply_to"):
        made["quotedMessageId"] = str(said["reply_to"])
    if kind in (*_MEDIA, "file"):
        line.files.keep(made["id"], kind, said.get("media") or {})
    return made
