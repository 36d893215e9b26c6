"""Why the bot said nothing to a message, from how things stood when it came: pure."""

import json
from collections.abc import Sequence
from typing import Any

from shared.table import Item


def why_silent(message: Item, standing: Item, *, window_open: bool, by_bot: Sequence[Item]) -> str:
    """In one sentence. ``standing`` is the conversation as the message found it; ``by_bot`` is
    what the bot said to messages not long before."""
    return (
        _of_the_message(message)
        or _together(message, by_bot)
        or _of_the_conversation(standing)
        or ("" if window_open else "The window was closed, and only templates may go then.")
        or _of_the_rules(by_bot)
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


def _together(message: Item, by_bot: Sequence[Item]) -> str:
    if any(said["received_at"] > message["received_at"] for said in by_bot):
        return "It came together with another message, and that one was answered."
    return ""


def _of_the_rules(by_bot: Sequence[Item]) -> str:
    if by_bot:
        return "The bot had spoken not long before, and nothing was to be said so soon again."
    return "No rule wanted anything said, and no standing reply was due."
