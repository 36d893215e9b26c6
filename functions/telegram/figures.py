"""Ids and times, which Telegram writes as whole numbers.

Ids have up to 52 bits and become text at once. A message's number is unique in its chat only.
https://core.telegram.org/bots/api#message
"""

import re
from typing import Final

from shared.intake.fields import Fields, Unfit

_MESSAGE_ID: Final = re.compile(r"-?[0-9]{1,20}:([0-9]{1,20})")


def number(data: Fields, name: str) -> int:
    """A whole number. Raises Unfit."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
        return value
    raise Unfit(f"no {name}")


def moment(data: Fields, name: str = "date") -> int:
    """A time in milliseconds, which is told in seconds of the Unix epoch. Raises Unfit."""
    seconds = number(data, name)
    if 10**9 <= seconds < 10**10:
        return seconds * 1000
    raise Unfit(f"no {name}")


def message_id(chat: str, message: Fields) -> str:
    """``<chat>:<number>``, by which no two messages of a bot are the same. Raises Unfit."""
    return f"{chat}:{number(message, 'message_id')}"


def number_in_chat(provider_id: str | None) -> int | None:
    """The number in such an id; None for what is no message, such as a tap."""
    found = _MESSAGE_ID.fullmatch(provider_id or "")
    return int(found[1]) if found else None
