"""WhatsApp's payload, taken apart: every entry, change and item of a batch, one by one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from functions.whatsapp.messages import echo, inbound
from functions.whatsapp.people import Contacts, contacts_of
from functions.whatsapp.preferences import preference
from functions.whatsapp.standing import FIELDS as OF_STANDING
from functions.whatsapp.standing import warnings
from functions.whatsapp.statuses import status
from functions.whatsapp.templates import FIELDS as OF_TEMPLATES
from functions.whatsapp.templates import told
from shared import json_body
from shared.bounding import bounded
from shared.fields import Fields, Unfit
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
    return bounded(part for entry in entries for part in _parts(entry))


def _parts(entry: Any) -> Iterator[Parsed]:
    changes = entry.get("changes") if isinstance(entry, dict) else None
    if isinstance(changes, list) and changes:
        for change in changes:
            yield from _changed(entry, change)
    else:
        yield Unreadable("no changes", {"object": _OBJECT, "entry": [entry]})


def _changed(entry: Fields, change: Any) -> Iterable[Parsed]:
    if isinstance(change, dict) and str(change.get("field")) in OF_TEMPLATES:
        try:
            return [told(entry, change.get("value"))]
        except Unfit as reason:
            return [_unreadable(str(reason), entry, change)]
    if isinstance(change, dict) and str(change.get("field")) in OF_STANDING:
        try:
            return warnings(entry, change)
        except Unfit as reason:
            return [_unreadable(str(reason), entry, change)]
    try:
        value, readers = change["value"], _READERS[change["field"]]
        # The number that was written to: the WABA of the entry may have several.
        account, contacts = value["metadata"]["phone_number_id"], contacts_of(value)
    except (KeyError, TypeError, AttributeError):
        return [_unreadable("unknown field, or none", entry, change)]
    if not (isinstance(account, str) and account):
        return [_unreadable("no account", entry, change)]
    items = ((name, read, item) for name, read in readers for item in _listed(value, name))
    return _items(entry, change, items, account, contacts)


def _items(
    entry: Fields,
    change: Fields,
    items: Iterable[tuple[str, Reader, Any]],
    account: str,
    contacts: Contacts,
) -> Iterator[Parsed]:
    nothing = True
    for name, read, item in items:
        nothing = False
        try:
            if not isinstance(item, dict):
                raise Unfit("no object")
            yield read(item, account, contacts)
        except Unfit as reason:
            yield _unreadable(str(reason), entry, _alone(change, name, item))
    if nothing:
        yield _unreadable("nothing in it", entry, change)


def _listed(value: Fields, name: str) -> list[Any]:
    items = value.get(name, [])
    return items if isinstance(items, list) else [items]


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
