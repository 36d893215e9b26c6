"""WhatsApp's payload, taken apart: every entry, change and item of a batch, one by one."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from functions.whatsapp.messages import echo, inbound
from functions.whatsapp.people import Contacts, contacts_of
from functions.whatsapp.preferences import preference
from functions.whatsapp.statuses import status
from shared import json_body
from shared.fields import Fields, Unfit, text
from shared.messages import Noted, Parsed, Said, Unreadable

Reader = Callable[[Fields, str, Contacts], Said | Noted]

_OBJECT: Final = "whatsapp_business_account"


def parse(body: bytes) -> Iterator[Parsed]:
    """What the items of a webhook say, in their order.

    An item that cannot be used is Unreadable and holds a payload of its own, which ``parse``
    takes again after a fix. Raises ValueError, before the first item, if the whole is unreadable.
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
    """
    payload = json_body.read(body)
    if not isinstance(payload, dict) or payload.get("object") != _OBJECT:
        raise ValueError("not of WhatsApp")
    entries = payload.get("entry")
    if not (isinstance(entries, list) and entries):
        raise ValueError("no entry")
    return _items(entries)


def _items(entries: list[Any]) -> Iterator[Parsed]:
    for entry in entries:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        if not (isinstance(changes, list) and changes):
            yield Unreadable("no changes", {"object": _OBJECT, "entry": [entry]})
            continue
        for change in changes:
            yield from _changed(entry, change)


def _changed(entry: Fields, change: Any) -> Iterator[Parsed]:
    value = change.get("value") if isinstance(change, dict) else None
    if not isinstance(value, dict):
        yield _unreadable("no value", entry, change)
        return
    lists = _LISTS.get(text(change, "field"))
    if lists is None:
        yield _unreadable("unknown field", entry, change)
        return
    if not (account := _account(value)):
        yield _unreadable("no account", entry, change)
        return
    contacts, found = contacts_of(value), False
    for name, read in lists.items():
        for item in _listed(value, name):
            found = True
            try:
                yield read(_object(item), account, contacts)
            except Unfit as reason:
                yield _unreadable(str(reason), entry, _alone(change, name, item))
    if not found:
        yield _unreadable("nothing in it", entry, change)


def _account(value: Fields) -> str:
    """The number that was written to; the WABA of the entry may have several."""
    metadata = value.get("metadata")
    return text(metadata, "phone_number_id") if isinstance(metadata, dict) else ""


def _listed(value: Fields, name: str) -> list[Any]:
    items = value.get(name, [])
    return items if isinstance(items, list) else [items]


def _object(item: Any) -> Fields:
    if isinstance(item, dict):
        return item
    raise Unfit("no object")


def _alone(change: Fields, name: str, item: Any) -> Fields:
    """The change as if ``item`` were all that had come with it."""
    value = {key: kept for key, kept in change["value"].items() if key not in _NAMES}
    return {**change, "value": {**value, name: [item]}}


def _unreadable(reason: str, entry: Fields, change: Any) -> Unreadable:
    return Unreadable(reason, {"object": _OBJECT, "entry": [{**entry, "changes": [change]}]})


def _refused(item: Fields, account: str, contacts: Contacts) -> Said | Noted:
    raise Unfit("errors of the platform")


_LISTS: Final[dict[str, dict[str, Reader]]] = {
    "messages": {"messages": inbound, "statuses": status, "errors": _refused},
    "smb_message_echoes": {"message_echoes": echo, "errors": _refused},
    "user_preferences": {"user_preferences": preference, "errors": _refused},
}
_NAMES: Final = {name for lists in _LISTS.values() for name in lists}
