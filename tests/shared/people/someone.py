"""Conversations of several people, as the follower leaves them, and who is one with whom."""

from typing import Final

from shared import keys, table
from shared.people import persons
from shared.people.merging import merge
from shared.table import Item

ANA: Final = {"by": "agent:ana", "why": "same order number"}


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


def join(survivor: str, other: str, *also: table.Action) -> persons.Person:
    return merge(survivor, other, by=ANA["by"], why=ANA["why"], also=also)


def person(letters: str) -> tuple[str, list[str]]:
    """The survivor, and all whose identities are one person."""
    found = persons.find(name_of(letters))
    assert found
    return found.contact.rstrip("a"), sorted(m.rstrip("a") for m in persons.identities(found))
