"""Notices of WhatsApp itself about a customer, such as a changed number."""

from typing import Final

from functions.whatsapp.moments import moment
from functions.whatsapp.people import person
from shared.intake.fields import Fields, chosen, needed_fields, needed_text, text
from shared.messages import Said

_EVENTS: Final = {
    "user_changed_number": "number-changed",
    "customer_changed_number": "number-changed",
    "user_changed_user_id": "user-id-changed",
    "customer_identity_changed": "identity-changed",
}
_NEW: Final = {"wa_id": str, "new_wa_id": str, "user_id": str}


def system_event(item: Fields, account: str) -> Said:
    """A notice as an event of the customer's conversation. Raises Unfit.

    ``from`` and ``previous_user_id`` are the old ids, ``wa_id`` and ``user_id`` the new ones, which
    stay in the content; such notices come without ``contacts``.
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system
    """
    system = needed_fields(item, "system")
    kind = needed_text(system, "type")
    identity, other_identity = _who(item, system)
    return Said(
        account_ref=account,
        identity=identity,
        provider_id=needed_text(item, "id"),
        sent_at=moment(item),
        type="event",
        text=text(system, "body"),
        content={"event": _EVENTS.get(kind, "system"), "kind": kind, **chosen(system, _NEW)},
        other_identity=other_identity,
    )


def _who(item: Fields, system: Fields) -> tuple[str, str | None]:
    """The customer's id, and another one that is theirs too.

    A new user id takes over from the one before, whose conversation becomes another name of it:
    both belong to one person for ever. A phone number does not: a number that was given up goes
    to a stranger, who must not be taken for the customer. So without both user ids the notice
    stays in the conversation there was.
    """
    before, now = text(system, "previous_user_id"), text(system, "user_id")
    if before and now and before != now:
        return now, before
    who = person(
        before or text(item, "from_user_id"), text(item, "from") or text(system, "customer"), {}
    )
    return who[0], who[1]
