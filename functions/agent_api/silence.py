"""Why the bot said nothing to a message, from how things stood when it came: pure."""

import json
from typing import Any

from shared.table import Item


def why_silent(message: Item, standing: Item, *, window_open: bool, said_before: bool) -> str:
    """In one sentence. ``standing`` is the conversation as the message found it; ``said_before``:
    whether the bot had said something not long before."""
    return (
        _of_the_message(message)
        or _of_the_conversation(standing)
        or ("" if window_open else "The window was closed, and only templates may go then.")
        or _of_the_rules(said_before)
    )


def _of_the_message(message: Item) -> str:
    content: dict[str, Any] = json.loads(message.get("content") or "{}")
    if content.get("standby"):
        return "Another app has the conversation on the platform."
    if message["type"] == "event":
        return "It is something that the customer did, and asks for nothing."
    return ""


def _of_the_conversation(standing: Item) -> str:
    if standing["consent"] == "out":
        return "The customer wants no automatic messages."
    kind, _, name = str(standing["owner"]).partition(":")
    if kind != "bot":
        return f"The conversation was with the {kind} {name}, and the bot is silent then."
    return ""


def _of_the_rules(said_before: bool) -> str:
    if said_before:
        return "The bot had spoken not long before, and nothing was to be said so soon again."
    return "No rule wanted anything said, and no standing reply was due."
