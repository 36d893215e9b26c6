"""The index of facts follows a summary: once for a new customer, and when a name or id changes."""

from shared.conversations import conversation_of
from shared.people import facts, index
from shared.table import Item

_TOLD = ("identity", "other_identity", "name", "email", "phone")


def follow(before: Item, after: Item) -> None:
    """Note what is new about the customer. Costs nothing where nothing is.

    Called before the summary is written: whoever dies in between does the same once more.
    Raises Unavailable.
    """
    if all(before.get(name) == after.get(name) for name in _TOLD):
        return
    had, has = facts.of_identity(before), facts.of_identity(after)
    index.note(has - had, had - has, conversation_of(after), "platform")
