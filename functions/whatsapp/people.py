"""Who a WhatsApp item is about: the business-scoped id where there is one, else the phone number.

People may hide their number behind a username. Then ``from`` and ``wa_id`` are absent or hold the
business-scoped id itself (``US.13491208655302741918``), which ``*_user_id`` and
``contacts[].user_id`` carry for everybody.
https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
"""

from typing import Any, Final

from shared.fields import Fields, Unfit, objects, text

Contacts = dict[str, tuple[str, str, str | None]]  # by each id: user id, phone number, name
Person = tuple[str, str | None, str | None]  # identity, the phone number if it is not that, name

_STRANGER: Final = ("", "", None)


def contacts_of(value: Fields) -> Contacts:
    """The contacts of a change by each of their ids; under ``""`` if there is only one."""
    contacts = objects(value, "contacts")
    found: Contacts = {}
    for contact in contacts:
        user_id, phone = text(contact, "user_id"), text(contact, "wa_id")
        profile = contact.get("profile")
        name = text(profile, "name") or text(profile, "username") if profile else ""
        known = (user_id, phone, name or None)
        found[user_id or phone] = found[phone or user_id] = known
        if len(contacts) == 1:
            found[""] = known
    return found


def person(user_id: Any, address: Any, contacts: Contacts) -> Person:
    """The person an item names by ``user_id``, ``address`` or both. Raises Unfit if by none."""
    user_id, address = user_id or "", address or ""
    if not (isinstance(user_id, str) and isinstance(address, str)):
        raise Unfit("no id of a person")
    known = contacts.get(user_id or address)
    if known is None:
        known = contacts.get(address, _STRANGER) if address else _STRANGER
    scoped, phone = user_id or known[0], address or known[1]
    if "." in phone:  # numbers are digits only
        scoped, phone = scoped or phone, ""
    if scoped:
        return scoped, phone or None, known[2]
    if phone:
        return phone, None, known[2]
    raise Unfit("nobody is named")
