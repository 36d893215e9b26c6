"""Which conversation an id means, and its summary: aliases are followed here and nowhere else."""

from typing import Final

from shared import keys, table
from shared.table import Item

# What a summary is once its conversation has become another name of the one it leads ``to``.
MERGED: Final = "merged"
# One alias leads to the conversation; a chain would mean two merges, and a ring a mistake.
_HOPS: Final = 4


def canonical(conversation: str) -> str:
    """The conversation that ``conversation`` is another name of, or itself. One read a name."""
    return resolve(conversation)[0]


def summary(conversation: str) -> Item | None:
    """The summary of what ``conversation`` means; None while the follower has not made one.

    One read, two where the id is an alias.
    """
    return resolve(conversation)[1]


def resolve(conversation: str) -> tuple[str, Item | None]:
    """The canonical id and its summary. One read a name."""
    meant, there = head(conversation)
    return meant, there if there and "kind" in there else None


def head(conversation: str) -> tuple[str, Item | None]:
    """The canonical id and what lies in the place of its summary. One read a name.

    Before the follower has made a summary that may be an item without a ``kind``, which holds
    only what annotations wait for.
    """
    for _ in range(_HOPS):
        there = table.get(keys.conversation_pk(conversation), keys.SUMMARY)
        if there is None or there.get("kind") != MERGED:
            return conversation, there
        conversation = there["to"]
    return conversation, None


def conversation_of(item: Item) -> str:
    """The conversation under whose key ``item`` lies."""
    return str(item["pk"]).removeprefix("C#")


def contact_of(summary: Item) -> str:
    """The contact whose conversation this is: itself, unless it was made part of another."""
    return str(summary.get("contact") or conversation_of(summary))


def partitions(summary: Item) -> list[str]:
    """The conversations whose log this summary covers: its own first, then those merged in."""
    return [conversation_of(summary), *summary.get("also", ())]
