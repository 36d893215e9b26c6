"""WhatsApp's payload, taken apart: every entry, change and item of a batch, one by one."""

from collections.abc import Callable
from typing import Any, Final

from functions.whatsapp.messages import echo, inbound
from functions.whatsapp.people import Contacts, contacts_of
from functions.whatsapp.preferences import preference
from functions.whatsapp.standing import FIELDS as OF_STANDING
from functions.whatsapp.standing import warnings
from functions.whatsapp.statuses import status
from functions.whatsapp.templates import FIELDS as OF_TEMPLATES
from functions.whatsapp.templates import told
from shared.intake import json_body
from shared.intake.bounding import Parts
from shared.intake.fields import Fields, Unfit
from shared.messages import Noted, Parsed, Said, Unreadable

Reader = Callable[[Fields, str, Contacts], Said | Noted]

_OBJECT: Final = "whatsapp_business_account"


def parse(body: bytes) -> list[Parsed]:
    """What the items of a webhook say, in their order.

    An item that cannot be used is Unreadable and holds a payload of its own, which ``parse``
    takes again after a fix. Raises ValueError if the whole is unreadable, TooMuchUnreadable.
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
    """
    payload = json_body.read(body)
    if not isinstance(payload, dict) or payload.get("object") != _OBJECT:
        raise ValueError("not of WhatsApp")
    entries = payload.get("entry")
    if not (isinstance(entries, list) and entries):
        raise ValueError("no entry")
    found = Parts()
    for entry in entries:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        if isinstance(changes, list) and changes:
            for change in changes:
                _changed(found, entry, change)
        else:
            found.refuse(Unreadable("no changes", {"object": _OBJECT, "entry": [entry]}))
    return found.whole() if found.refused else found


def _changed(found: Parts, entry: Fields, change: Any) -> None:
    """Add what ``change`` says to ``found``."""
    try:
        value, readers = change["value"], _READERS[change["field"]]
        # The number that was written to: the WABA of the entry may have several.
        account, contacts = value["metadata"]["phone_number_id"], contacts_of(value)
    except (KeyError, TypeError, AttributeError):
        _of_the_business(found, entry, change)
        return
    if not (isinstance(account, str) and account):
        found.refuse(_unreadable("no account", entry, change))
        return
    nothing = True
    for name, read in readers:
        if name in value:
            items = value[name]
            for item in items if isinstance(items, list) else [items]:
                nothing = False
                try:
                    if not isinstance(item, dict):
                        raise Unfit("no object")
                    found.append(read(item, account, contacts))
                except Unfit as reason:
                    alone = _alone(change, name, item)
                    found.refuse(_unreadable(str(reason), entry, alone))
    if nothing:
        found.refuse(_unreadable("nothing in it", entry, change))


def _of_the_business(found: Parts, entry: Fields, change: Any) -> None:
    """What is of no message and no customer: templates, and how the account stands."""
    field = str(change.get("field")) if isinstance(change, dict) else ""
    try:
        if field in OF_TEMPLATES:
            found.append(told(entry, change.get("value")))
        elif field in OF_STANDING:
            found.extend(warnings(entry, change))
        else:
            raise Unfit("unknown field, or none")
    except Unfit as reason:
        found.refuse(_unreadable(str(reason), entry, change))


def _alone(change: Fields, name: str, item: Any) -> Fields:
    """The change as if ``item`` were all that had come with it."""
    value = {key: kept for key, kept in change["value"].items() if key not in _NAMES}
    return {**change, "value": {**value, name: [item]}}


def _unreadable(reason: str, entry: Fields, change: Any) -> Unreadable:
    return Unreadable(reason, {"object": _OBJECT, "entry": [{**entry, "changes": [change]}]})


def _refused(item: Fields, account: str, contacts: Contacts) -> Said | Noted:
    raise Unfit("errors of the platform")


_READERS: Final[dict[str, tuple[tuple[str, Reader], ...]]] = {
    "messages": (("messages", inbound), ("statuses", status), ("errors", _refused)),
    "smb_message_echoes": (("message_echoes", echo), ("errors", _refused)),
    "user_preferences": (("user_preferences", preference), ("errors", _refused)),
}
_NAMES: Final = {name for readers in _READERS.values() for name, _ in readers}
