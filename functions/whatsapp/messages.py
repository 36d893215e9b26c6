"""One WhatsApp message: something said, or a fact about an earlier one."""

from typing import Any, Final

from functions.whatsapp.contents import content_of
from functions.whatsapp.facts import FACTS
from functions.whatsapp.moments import moment
from functions.whatsapp.people import Contacts, Person, person
from functions.whatsapp.system import system_event
from shared.fields import Fields, Unfit, chosen, needed_text, text
from shared.messages import Noted, Said

_CONTEXT: Final = {"forwarded": bool, "frequently_forwarded": bool, "referred_product": dict}


def inbound(item: Fields, account: str, contacts: Contacts) -> Said | Noted:
    """One of ``messages``, from a customer. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
    """
    if item.get("type") == "system":
        return system_event(item, account)
    who = person(text(item, "from_user_id"), text(item, "from"), contacts)
    return _message(item, account, who, echo=False)


def echo(item: Fields, account: str, contacts: Contacts) -> Said | Noted:
    """One of ``message_echoes``, written by the business in the phone's app. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes
    """
    who = person(text(item, "to_user_id"), text(item, "to"), contacts)
    return _message(item, account, who, echo=True)


def _message(item: Fields, account: str, who: Person, *, echo: bool) -> Said | Noted:
    if "group_id" in item:  # a group is no customer: its answers would go to one member
        raise Unfit("group message")
    if fact := FACTS.get(text(item, "type")):
        return fact(item, account, who, "agent" if echo else "contact")
    made, said, content = content_of(item)
    return Said(
        account_ref=account,
        identity=who.identity,
        provider_id=needed_text(item, "id"),
        sent_at=moment(item),
        type=made,
        text=said,
        content=content,
        reply_to=_surroundings(item, content),
        other_identity=who.other_identity,
        name=None if echo else who.name,
        echo=echo,
    )


def _surroundings(item: Fields, content: dict[str, Any]) -> str | None:
    """Add what a message came with to its content; returns the id of the message it quotes."""
    referral, context = item.get("referral"), item.get("context")
    if isinstance(referral, dict):
        content["referral"] = referral
    if not isinstance(context, dict):
        return None
    if about := chosen(context, _CONTEXT):
        content["context"] = about
    return text(context, "id") or None
