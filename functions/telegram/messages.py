"""One Telegram message: said anew, or said otherwise."""

from functions.telegram.contents import circumstances, content_of
from functions.telegram.figures import message_id, moment
from functions.telegram.people import customer_of
from shared.intake.fields import Fields
from shared.messages import Noted, Said


def said(message: Fields, update: str) -> Said:
    """A ``message``. Raises Unfit. https://core.telegram.org/bots/api#message"""
    identity, name = customer_of(message)
    kind, words, content = content_of(message)
    content.update(circumstances(message, words))
    return Said(
        "",
        identity,
        message_id(identity, message),
        moment(message),
        kind,
        words,
        content,
        _quoted(identity, message) if "reply_to_message" in message else None,
        None,
        name,
    )


def edited(message: Fields, update: str) -> Noted:
    """An ``edited_message``, whole and new. Raises Unfit.

    It may come although nothing changed that can be seen.
    """
    identity, _ = customer_of(message)
    kind, words, content = content_of(message)
    content.update(circumstances(message, words))
    return Noted(
        account_ref="",
        identity=identity,
        what="edit",
        target=message_id(identity, message),
        event=f"edit-{update}",
        at=moment(message, "edit_date" if "edit_date" in message else "date"),
        data={"type": kind, "text": words, "content": content, "by": "contact"},
    )


def _quoted(chat: str, message: Fields) -> str | None:
    quoted = message["reply_to_message"]
    return message_id(chat, quoted) if isinstance(quoted, dict) else None
