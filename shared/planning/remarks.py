"""Remarks of ours in the line of a conversation, which only the business sees: pure."""

import json
from typing import Any

from shared import keys
from shared.table import Item


def remark(summary: Item, what: str, at: int, said: dict[str, Any], *, by: str, ref: str) -> Item:
    """The event ``what``; its key and content follow from what it is about alone, so that a
    repetition is the same item."""
    return {
        "pk": summary["pk"],
        "sk": keys.message_sk(at, ref),
        "kind": "message",
        "channel": summary["channel"],
        "account": summary["account"],
        "identity": summary["identity"],
        "direction": "note",
        "author_kind": "system",
        "author_id": by,
        "type": "event",
        "text": "",
        "content": json.dumps({"event": what, **said}),
        "status": "received",
        "sent_at": at,
        "received_at": at,
    }


def addressed(summary: Item) -> str:
    """Who hears that something is to be done about the conversation."""
    agent, team = summary.get("assignee"), summary.get("team")
    return f"agent:{agent}" if agent else f"team:{team}" if team else "anyone"
