"""Which conversation an id means, and its summary: aliases are followed here and nowhere else."""

from typing import Final

from shared import keys, table
from shared.table import Item

# One alias leads to the conversation; a chain would mean two merges, and a ring a mistake.
_HOPS: Final = 4


def canonical(conversation: str) -> str:
    """The conversation that ``conversation`` is another name of, or itself. One read a name."""
    for _ in range(_HOPS):
        alias = table.get(keys.conversation_pk(conversation), keys.ALIAS)
        if alias is None:
            return conversation
        conversation = alias["to"]
    return conversation


def summary(conversation: str) -> Item | None:
    """The summary of what ``conversation`` means; None while the follower has not made one.

    One read, two where the id is an alias.
    """
    return resolve(conversation)[1]


def resolve(conversation: str) -> tuple[str, Item | None]:
    """The canonical id and its summary."""
    for _ in range(_HOPS):
        # Both items lie side by side, so that knowing there is no alias costs no second read.
        head = table.query(keys.conversation_pk(conversation), keys.SUMMARY, keys.ALIAS)
        found = {item["sk"]: item for item in head}
        if keys.ALIAS not in found:
            return conversation, found.get(keys.SUMMARY)
        conversation = found[keys.ALIAS]["to"]
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
