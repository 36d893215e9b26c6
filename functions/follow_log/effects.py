"""What an annotation makes of its message: pure, the same in any order and however often."""

import json
from typing import Any, Final

from shared.messages import STATUS_ORDER
from shared.table import Item

_RANK: Final = {status: rank for rank, status in enumerate(STATUS_ORDER)}
_SENT: Final = ("sent", "delivered", "read")
_STAMPS: Final = {"delivered": "delivered_at", "read": "read_at"}


def changed_by(annotation: Item, message: Item) -> Item:
    """The attributes of ``message`` that ``annotation`` changes, with their new values.

    None removes one. Nothing for what stands already or means nothing for this message.
    """
    data = json.loads(annotation.get("data") or "{}")
    match annotation["what"]:
        case "status":
            after = _status(annotation, data, message)
        case "watermark" if was_sent(message) and asked_at(message) <= annotation["at"]:
            after = _status(annotation, data, message)
        case "reaction":
            after = _reaction(annotation, data, message)
        case "edit":
            after = _edit(annotation, data, message)
        case "revoke":
            after = _revoke(annotation, message)
        case _:
            after = {}
    return {name: value for name, value in after.items() if message.get(name) != value}


def was_sent(message: Item) -> bool:
    """Whether the platform is known to have taken it, and nothing says that it failed."""
    return message.get("status") in _SENT


def asked_at(message: Item) -> int:
    """When the platform was asked to take it: whatever was read before then was another one."""
    return int(message.get("asked_at") or message["sent_at"])


def _status(annotation: Item, data: Item, message: Item) -> Item:
    """A status only moves forward; its time is the earliest that the platform gave."""
    status, at = data.get("status"), annotation["at"]
    if status not in _RANK or message["direction"] != "outbound":
        return {}
    after: Item = {}
    if stamp := _STAMPS.get(status):
        after[stamp] = min(at, message.get(stamp, at))
    forward = _RANK[status] - _RANK[message["status"]]
    if forward > 0:
        error = json.dumps(data["error"], sort_keys=True) if data.get("error") else None
        after |= {"status": status, "status_at": at, "error": error}
    elif forward == 0 and stamp:
        after["status_at"] = after[stamp]
    return after


def _reaction(annotation: Item, data: Item, message: Item) -> Item:
    """The last one of each author counts; no emoji takes it back, and its place stays."""
    reactions, by = message.get("reactions", {}), str(data.get("by") or "contact")
    reaction = {
        "emoji": data.get("emoji") or "",
        "at": annotation["at"],
        "received_at": annotation["received_at"],
        "event": annotation["event"],
    }
    if by in reactions and _order(reactions[by]) >= _order(reaction):
        return {}
    return {"reactions": {**reactions, by: reaction}}


def _order(fact: Item) -> tuple[int, int, str]:
    # Many platforms count in seconds, in which the order of arrival says more than an id.
    return fact["at"], fact["received_at"], fact["event"]


def _edit(annotation: Item, data: Item, message: Item) -> Item:
    if message.get("revoked_at"):
        return {}
    edit = {name: annotation[name] for name in ("at", "received_at", "event")}
    if "edit" in message and _order(message["edit"]) >= _order(edit):
        return {}
    after: dict[str, Any] = {"edit": edit, "edited_at": annotation["at"]}
    after |= {name: data[name] for name in ("type", "text") if data.get(name) is not None}
    if data.get("content") is not None:
        content = data["content"]
        after["content"] = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        after["content_at"] = None
    return after


def _revoke(annotation: Item, message: Item) -> Item:
    """What was taken back is not kept in the message, whatever else is said about it later."""
    return {
        "revoked_at": min(annotation["at"], message.get("revoked_at", annotation["at"])),
        "text": "",
        "content": "{}",
        **dict.fromkeys(("content_at", "edit", "edited_at")),
        **dict.fromkeys(name for name in message if name.startswith("media_")),
    }
