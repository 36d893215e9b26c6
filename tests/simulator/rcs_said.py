"""Turns what a test wants said into what Google wraps in the body of a webhook's call."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock

if TYPE_CHECKING:
    from tests.simulator.rcs import Rcs

_EVENTS: Final = {
    "delivered": "DELIVERED",
    "read": "READ",
    "failed": "TTL_EXPIRATION_REVOKED",
    "revoke-failed": "TTL_EXPIRATION_REVOKE_FAILED",
}


def message_of(said: Mapping[str, Any], rcs: "Rcs") -> dict[str, Any]:
    """``{"from", "text"? | "media"? | "location"? | "suggestion"? | "event"?, "id"?, "fields"?}``.

    A file has no words on RCS: those that come with one are its name. Raises ValueError if nobody
    says it.
    """
    sender = str(said.get("from") or "")
    if not sender:
        raise ValueError("from is required")
    data: dict[str, Any] = {
        "agentId": rcs.account["agentId"],
        "senderPhoneNumber": sender,
        "sendTime": clock.rfc3339(clock.now_ms()),
    }
    if "event" in said:
        data |= {"eventType": said["event"], "eventId": f"Ms{secrets.token_hex(8)}"}
        return {**data, **said.get("fields", {})}
    data["messageId"] = str(said.get("id") or f"Mx{secrets.token_hex(8)}")
    return {**data, **_content(said, rcs), **said.get("fields", {})}


def _content(said: Mapping[str, Any], rcs: "Rcs") -> dict[str, Any]:
    if "suggestion" in said:
        return {"suggestionResponse": {"type": "REPLY", **said["suggestion"]}}
    if "location" in said:
        return {"location": said["location"]}
    if "media" in said:
        name = str(said.get("text") or "file")
        return {"userFile": {"payload": rcs.files.received(said["media"], name, rcs.world.url())}}
    return {"text": str(said.get("text", ""))}


def event_of(wanted: Mapping[str, Any], rcs: "Rcs") -> dict[str, Any]:
    """``{"message": id (default: the last), "status": …, "to"?}``.

    Raises ValueError or KeyError if it cannot be.
    """
    journal, status = rcs.world.journal, str(wanted["status"])
    name = wanted.get("message") or (journal.messages[-1].id if journal.messages else "")
    if not name:
        raise ValueError("no message was accepted yet")
    message = journal.message(name)
    if message:
        message.statuses.append(status)
    phone = message.to if message else str(wanted["to"])
    by_platform = status in ("failed", "revoke-failed")
    return {
        "agentId": rcs.account["agentId"],
        "phoneNumber" if by_platform else "senderPhoneNumber": phone,
        "eventType": _EVENTS[status],
        "eventId": f"Ms{secrets.token_hex(8)}",
        "messageId": name,
        "sendTime": clock.rfc3339(clock.now_ms()),
    }
