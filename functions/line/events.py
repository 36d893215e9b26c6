"""One event of LINE's webhook: something said, or a fact about an earlier message."""

from collections.abc import Callable
from typing import Any, Final

from functions.line.contents import Content, content_of
from functions.line.notices import NOTICES
from functions.line.postbacks import postback
from functions.line.sources import leave, moment, person
from shared.intake.fields import Fields, needed_fields, needed_text, text
from shared.messages import Noted, Said


def event_of(event: Fields, account: str) -> Said | Noted:
    """One of ``events``. Raises Unfit.

    A message's id is its own; whatever else happens is named by ``webhookEventId``, which is the
    same in a redelivery, as its time is.
    https://developers.line.biz/en/docs/messaging-api/receiving-messages/#redelivered-webhooks
    """
    kind = needed_text(event, "type")
    who = person(event)
    if kind == "message":
        return _message(event, account, who)
    if kind == "unsend":
        return _unsend(event, account, who)
    made, said, content = _READERS[kind](event) if kind in _READERS else _unsupported(kind, event)
    content.update(leave(event, {}))
    named = needed_text(event, "webhookEventId")
    return Said(account, who, named, moment(event), made, said, content)


def _message(event: Fields, account: str, who: str) -> Said:
    message = needed_fields(event, "message")
    made, said, content = content_of(message)
    content.update(leave(event, message))
    return Said(
        account,
        who,
        needed_text(message, "id"),
        moment(event),
        made,
        said,
        content,
        text(message, "quotedMessageId") or None,
    )


def _unsend(event: Fields, account: str, who: str) -> Noted:
    """The customer took a message back; it must not be shown any more.

    https://developers.line.biz/en/docs/messaging-api/receiving-messages/#processing-on-receipt-of-unsend-event
    """
    target = needed_text(needed_fields(event, "unsend"), "messageId")
    return Noted(account, who, "revoke", target, "revoke", moment(event), {"by": "contact"})


def _unsupported(kind: str, event: Fields) -> Content:
    raw: Any = event.get(kind)
    return "unsupported", "", {"kind": kind, **({} if raw is None else {"raw": raw})}


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {"postback": postback, **NOTICES}
