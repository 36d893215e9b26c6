"""Reactions, edits and deletions: WhatsApp messages that are about another one."""

from collections.abc import Callable
from typing import Final

from functions.whatsapp.contents import content_of
from functions.whatsapp.moments import moment
from functions.whatsapp.people import Person
from shared import ids
from shared.intake.fields import Fields, needed_fields, needed_text, text
from shared.messages import Noted


def reaction(item: Fields, account: str, who: Person, by: str) -> Noted:
    """An emoji put on a message, or taken off it: then ``emoji`` is ``""``. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/reaction
    """
    body = needed_fields(item, "reaction")
    return Noted(
        account_ref=account,
        identity=who[0],
        what="reaction",
        target=needed_text(body, "message_id"),
        event=_event("reaction", item),
        at=moment(item),
        data={"emoji": text(body, "emoji"), "by": by},
    )


def edit(item: Fields, account: str, who: Person, by: str) -> Noted:
    """A message's new form, within 15 minutes. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/edit
    """
    body = needed_fields(item, "edit")
    message = needed_fields(body, "message")
    made, said, content = content_of(needed_text(message, "type"), message)
    return Noted(
        account_ref=account,
        identity=who[0],
        what="edit",
        target=needed_text(body, "original_message_id"),
        event=_event("edit", item),
        at=moment(item),
        data={"type": made, "text": said, "content": content, "by": by},
    )


def revoke(item: Fields, account: str, who: Person, by: str) -> Noted:
    """A message taken back by who wrote it. Raises Unfit."""
    body = needed_fields(item, "revoke")
    return Noted(
        account_ref=account,
        identity=who[0],
        what="revoke",
        target=needed_text(body, "original_message_id"),
        event="revoke",
        at=moment(item),
        data={"by": by},
    )


def _event(what: str, item: Fields) -> str:
    # The id itself holds the phone number, and ``event`` becomes part of a key.
    return f"{what}-{ids.digest(needed_text(item, 'id'))}"


FACTS: Final[dict[str, Callable[[Fields, str, Person, str], Noted]]] = {
    "reaction": reaction,
    "edit": edit,
    "revoke": revoke,
}
