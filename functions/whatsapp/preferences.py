"""A customer stops or resumes marketing messages in WhatsApp itself."""

from typing import Final

from functions.whatsapp.moments import moment
from functions.whatsapp.people import Contacts, person
from shared.intake.fields import Fields, Unfit, chosen, needed_text, text
from shared.messages import Said

_EVENTS: Final = {
    "stop": "marketing-opt-out",
    "resume": "marketing-opt-in",
    "signup": "marketing-opt-in",
}


def preference(item: Fields, account: str, contacts: Contacts) -> Said:
    """One of ``user_preferences`` as an event. Raises Unfit.

    It carries no id of its own: the one made here is the same in every delivery.
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
    """
    category, value = needed_text(item, "category"), needed_text(item, "value").lower()
    if category != "marketing_messages" or value not in _EVENTS:
        raise Unfit("unknown preference")
    who = person(item.get("user_id"), item.get("wa_id"), contacts)
    at = moment(item)
    return Said(
        account_ref=account,
        identity=who[0],
        provider_id=f"{category}:{value}:{at}:{who[0]}",
        sent_at=at,
        type="event",
        text=text(item, "detail"),
        content={"event": _EVENTS[value], **chosen(item, {"signup_id": str})},
        other_identity=who[1],
        name=who[2],
    )
