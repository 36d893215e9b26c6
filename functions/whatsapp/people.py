"""Who a WhatsApp item is about: the business-scoped id where there is one, else the phone number.

People may hide their number behind a username. Then ``from`` and ``wa_id`` are absent or hold the
business-scoped id itself (``US.13491208655302741918``), which ``*_user_id`` and
``contacts[].user_id`` carry for everybody.
https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
"""

from typing import Any, NamedTuple

from shared.fields import Fields, Unfit, objects, text

Contacts = dict[str, dict[str, Any]]


class Person(NamedTuple):
    identity: str
    other_identity: str | None  # the phone number, where ``identity`` is business-scoped
    name: str | None


def contacts_of(value: Fields) -> Contacts:
    """The contacts of a change by each of their ids; under ``""`` if there is only one."""
    contacts = objects(value, "contacts")
    found = {"": contacts[0]} if len(contacts) == 1 else {}
    for contact in contacts:
        for name in ("wa_id", "user_id"):
            if key := text(contact, name):
                found[key] = contact
    return found


def person(user_id: str, address: str, contacts: Contacts) -> Person:
    """The person an item names by ``user_id``, ``address`` or both. Raises Unfit if by none."""
    contact = contacts.get(user_id or address) or (contacts.get(address) if address else None)
    if contact is None:
        contact = {}
    scoped = user_id or text(contact, "user_id")
    phone = address or text(contact, "wa_id")
    if "." in phone:  # numbers are digits only
        scoped, phone = scoped or phone, ""
    if not (scoped or phone):
        raise Unfit("nobody is named")
    return Person(scoped or phone, phone if scoped and phone else None, _name(contact))


def _name(contact: Fields) -> str | None:
    profile = contact.get("profile")
    if not isinstance(profile, dict):
        return None
    return text(profile, "name") or text(profile, "username") or None
