"""Conversations of several people, as the follower leaves them."""

from shared import keys, table
from shared.table import Item


def name_of(letters: str) -> str:
    """The conversation that tests call ``letters``."""
    return letters.ljust(26, "a")


def somebody(letters: str, channel: str = "whatsapp", **more: object) -> str:
    """Put the summary of a conversation; returns its id."""
    conversation = name_of(letters)
    summary: Item = {
        "pk": keys.conversation_pk(conversation),
        "sk": keys.SUMMARY,
        "kind": "summary",
        "channel": channel,
        "account": "main",
        "identity": f"34600{letters}",
        "owner": "bot",
        "status": "open",
        "version": 0,
        "episode": 1,
        "consent": "unknown",
        "active_at": 1_767_225_600_000,
        **more,
    }
    table.put({name: value for name, value in summary.items() if value is not None})
    return conversation


def shown(letters: str) -> str:
    """The contact that a conversation's views name, as the test calls it."""
    summary = table.get(keys.conversation_pk(name_of(letters)), keys.SUMMARY)
    assert summary
    return str(summary.get("contact") or name_of(letters)).rstrip("a")
