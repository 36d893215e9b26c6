"""Who an update is about: the private chat, whose id is the customer's.

In groups and channels the bot would answer everybody, so what comes from there is not read.
https://core.telegram.org/bots/api#chat
"""

from typing import Any

from functions.telegram.figures import number
from shared.intake.fields import Fields, Unfit, needed_fields, text
from shared.wording.locales import device

Customer = tuple[str, str | None]  # identity, name


def customer_of(item: Fields, by: str = "from") -> Customer:
    """The customer in whose chat ``item`` happened, done by who is named there. Raises Unfit."""
    chat = needed_fields(item, "chat")
    if chat.get("type") != "private":
        raise Unfit("not a private chat")
    doer = item.get(by)
    # Two bots that answer each other never come to an end.
    if isinstance(doer, dict) and doer.get("is_bot"):
        raise Unfit("done by a bot")
    return str(number(chat, "id")), _name(chat) or (_name(doer) if isinstance(doer, dict) else None)


def spoken_by(person: object) -> dict[str, Any]:
    """What the content of a message tells of its author's app: its language, if that is told.

    https://core.telegram.org/bots/api#user
    """
    return device(text(person, "language_code")) if isinstance(person, dict) else {}


def _name(person: Fields) -> str | None:
    names = [text(person, "first_name"), text(person, "last_name")]
    return " ".join(filter(None, names)) or text(person, "username") or None
