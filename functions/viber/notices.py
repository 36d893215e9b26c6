"""What happens on Viber without a word: customers open the chat, come and go.

https://developers.viber.com/docs/api/rest-bot-api/#subscribed and the following.
"""

from collections.abc import Callable
from typing import Any, Final

from functions.viber.moments import ACCOUNT, moment, person, person_id, token
from shared.intake.fields import Fields, Unfit, text
from shared.messages import Said

Happened = tuple[str, str | None, dict[str, Any]]  # who, by what name, and content


def notice(event: Fields, kind: str) -> Said:
    """The event of ``kind``, one of NOTICES. Raises Unfit.

    Its id is made of its kind and token: one tap may cause two of them.
    """
    who, name, content = NOTICES[kind](event)
    at = moment(event)
    return Said(
        account_ref=ACCOUNT,
        identity=who,
        provider_id=f"{kind}:{_told(event) or f'{at}:{who}'}",
        sent_at=at,
        type="event",
        content=content,
        name=name,
    )


def _told(event: Fields) -> str:
    try:
        return token(event)
    except Unfit:  # the older pages have none for who comes and goes
        return ""


def _started(event: Fields) -> Happened:
    """The chat was opened, maybe by a link that says from where. It is no subscription: one
    message may be sent until the customer writes.

    https://developers.viber.com/docs/api/rest-bot-api/#conversation-started
    """
    content: dict[str, Any] = {"event": "started", "subscribed": event.get("subscribed") is True}
    if ref := text(event, "context"):
        content["referral"] = {"source_type": "link", "ref": ref}
    return *person(event, "user"), content


def _subscribed(event: Fields) -> Happened:
    return *person(event, "user"), {"event": "opted-in"}


def _unsubscribed(event: Fields) -> Happened:
    """Nothing may be sent until the customer subscribes or writes again."""
    return person_id(event), None, {"event": "opted-out"}


def _client_status(event: Fields) -> Happened:
    """What the customer's app tells of itself. It comes unless the webhook names its events; no
    page says what is in it, so it is kept as it is."""
    known = ("event", "timestamp", "message_token", "chat_hostname", "user", "user_id")
    told = {name: value for name, value in event.items() if name not in known}
    return person_id(event), None, {"event": "client-status", "raw": told}


NOTICES: Final[dict[str, Callable[[Fields], Happened]]] = {
    "conversation_started": _started,
    "subscribed": _subscribed,
    "unsubscribed": _unsubscribed,
    "client_status": _client_status,
}
