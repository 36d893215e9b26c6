"""Whom, when and which: what every event of Viber carries."""

from typing import Final

from shared.intake.fields import Fields, Unfit, needed_fields, needed_text

_MOST: Final = 2**64
ACCOUNT: Final = ""  # no event says which bot it is about: each has a token of its own


def moment(event: Fields) -> int:
    """When it happened, in ms; every further try tells the same. Raises Unfit."""
    at = event.get("timestamp")
    if isinstance(at, int) and not isinstance(at, bool) and 10**12 <= at < 10**13:
        return at
    raise Unfit("no timestamp")


def token(event: Fields) -> str:
    """The id of the message: a whole number of 64 bits, every digit of which counts.

    Raises Unfit.
    """
    found = event.get("message_token")
    if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) <= 20:
        found = int(found)
    if isinstance(found, int) and not isinstance(found, bool) and 0 < found < _MOST:
        return str(found)
    raise Unfit("no message_token")


def person(event: Fields, name: str) -> tuple[str, str | None]:
    """Id and name of the customer in field ``name``; the id is one of this bot's. Raises Unfit.

    The name comes if the webhook was set with ``send_name`` and the customer lets it.
    https://developers.viber.com/docs/api/rest-bot-api/#receive-message-from-user
    """
    who = needed_fields(event, name)
    named = who.get("name")
    return needed_text(who, "id"), named if isinstance(named, str) and named else None


def person_id(event: Fields) -> str:
    """The customer of an event that tells no more than the id. Raises Unfit."""
    if "user_id" in event:
        return needed_text(event, "user_id")
    return person(event, "user")[0]
