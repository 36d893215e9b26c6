"""Telegram's update: one thing that happened, under the name of its kind."""

from collections.abc import Callable
from typing import Final

from functions.telegram.figures import number
from functions.telegram.members import membership
from functions.telegram.messages import edited, said
from functions.telegram.reactions import reaction
from functions.telegram.taps import tapped
from shared.intake import json_body
from shared.intake.fields import Fields, Unfit, needed_fields
from shared.messages import Noted, Parsed, Said, Unreadable

_READERS: Final[dict[str, Callable[[Fields, str], Said | Noted]]] = {
    "message": said,
    "edited_message": edited,
    "callback_query": tapped,
    "my_chat_member": membership,
    "message_reaction": reaction,
}
READ: Final = frozenset(_READERS)  # what setWebhook must allow


def parse(body: bytes) -> list[Parsed]:
    """What an update says: one thing, or Unreadable if it cannot be used.

    Among the latter is what happens in groups and channels and on business connections, whose
    updates have kinds of their own. Raises ValueError if this is no update.
    https://core.telegram.org/bots/api#update
    """
    update = json_body.read(body)
    if not isinstance(update, dict):
        raise ValueError("no update")
    identifier = str(number(update, "update_id"))
    for kind, read in _READERS.items():
        if kind in update:
            try:
                return [read(needed_fields(update, kind), identifier)]
            except Unfit as reason:
                return [Unreadable(str(reason), update)]
    return [Unreadable("another kind of update", update)]
