"""One WhatsApp message: something said, or a fact about an earlier one."""

from typing import Any, Final

from functions.whatsapp.contents import content_of
from functions.whatsapp.facts import FACTS
from functions.whatsapp.moments import moment
from functions.whatsapp.people import Contacts, Person, person
from functions.whatsapp.system import system_event
from shared.intake.fields import Fields, Unfit, chosen, needed_text, text
from shared.messages import Noted, Said

_QUOTE: Final = {"from", "id"}
_CONTEXT: Final = {"forwarded": bool, "frequently_forwarded": bool, "referred_product": dict}


def inbound(item: Fields, account: str, contacts: Contacts) -> Said | Noted:
    """One of ``messages``, from a customer. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
    """
    get = item.get
    kind = get("type")
    if kind == "system":
        return system_event(item, account)
    return _message(item, kind, account, person(get("from_user_id"), get("from"), contacts), False)


def echo(item: Fields, account: str, contacts: Contacts) -> Said | Noted:
    """One of ``message_echoes``, written by the business in the phone's app. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes
    """
    who = person(item.get("to_user_id"), item.get("to"), contacts)
    return _message(item, item.get("type"), account, who, True)


def _message(item: Fields, kind: Any, account: str, who: Person, echoed: bool) -> Said | Noted:
    if "group_id" in item:  # a group is no customer: its answers would go to one member
        raise Unfit("group message")
    if not (kind and isinstance(kind, str)):
        raise Unfit("no type")
    if kind in FACTS:
        return FACTS[kind](item, account, who, "agent" if echoed else "contact")
    made, said, content = content_of(kind, item)
    if "referral" in item:
        content.update(chosen(item, {"referral": dict}))
    identity, other_identity, name = who
    return Said(
        account,
        identity,
        needed_text(item, "id"),
        moment(item),
        made,
        said,
        content,
        _quoted(item, content) if "context" in item else None,
        other_identity,
        None if echoed else name,
        echoed,
    )


def _quoted(item: Fields, content: dict[str, Any]) -> str | None:
    """The id of the message it replies to; what else its context tells goes to the content."""
    context = item["context"]
    if not isinstance(context, dict):
        return None
    if not context.keys() <= _QUOTE and (about := chosen(context, _CONTEXT)):
        content["context"] = about
    return text(context, "id") or None
