"""Who a WhatsApp item is about: the business-scoped id where there is one, else the phone number.

People may hide their number behind a username. Then ``from`` and ``wa_id`` are absent or hold the
business-scoped id itself (``US.13491208655302741918``), which ``*_user_id`` and
``contacts[].user_id`` carry for everybody.
https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
"""

from typing import Any, Final

from shared.intake.fields import Fields, Unfit, text

Contacts = dict[str, Fields]  # by each of their ids; under "" if there is only one
Person = tuple[str, str | None, str | None]  # identity, the phone number if it is not that, name

_STRANGER: Final[Fields] = {}


def contacts_of(value: Fields) -> Contacts:
    """The contacts that came with a change."""
    found: Contacts = {}
    contacts = value.get("contacts")
    if not isinstance(contacts, list):
        return found
    alone = len(contacts) == 1
    for contact in contacts:
        if isinstance(contact, dict):
            phone, scoped = contact.get("wa_id"), contact.get("user_id")
            if isinstance(phone, str):
                found[phone] = contact
            if isinstance(scoped, str):
                found[scoped] = contact
            if alone:
                found[""] = contact
    return found


def person(user_id: Any, address: Any, contacts: Contacts) -> Person:
    """The person an item names by ``user_id``, ``address`` or both. Raises Unfit if by none."""
    user_id, address = user_id or "", address or ""
    if not isinstance(user_id, str) or not isinstance(address, str):
        raise Unfit("no id of a person")
    if "." in address:  # numbers are digits only
        user_id, address = user_id or address, ""
    contact = contacts.get(user_id or address)
    if contact is None:
        contact = contacts.get(address, _STRANGER) if address else _STRANGER
    scoped, phone = user_id or text(contact, "user_id"), address
    if not phone and "." in (phone := text(contact, "wa_id")):
        scoped, phone = scoped or phone, ""
    if scoped:
        return scoped, phone or None, _name(contact)
    if phone:
        return phone, None, _name(contact)
    raise Unfit("nobody is named")


def _name(contact: Fields) -> str | None:
    profile = contact.get("profile")
    if not isinstance(profile, dict):
        return None
    name = profile.get("name")
    if name and isinstance(name, str):
        return name
    return text(profile, "username") or None
