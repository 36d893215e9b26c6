"""A webhook's payload, taken apart: every entry and item of a batch, one by one."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from shared.intake import json_body
from shared.intake.bounding import bounded
from shared.intake.fields import Fields, Unfit
from shared.messages import Parsed, Unreadable

# An item, the id of its account, and whether another app controls the conversation.
Reader = Callable[[Fields, str, bool], list[Parsed]]

_LISTS: Final = ("messaging", "standby", "changes")


def walk(body: bytes, name: str, read: Reader) -> list[Parsed]:
    """What the items of a webhook about objects of ``name`` say, in their order.

    An item that ``read`` calls Unfit is Unreadable, and holds a payload of its own that can be
    read again after a fix. Raises ValueError if the whole is unreadable, TooMuchUnreadable.
    https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
    """
    payload = json_body.read(body)
    if not isinstance(payload, dict) or payload.get("object") != name:
        raise ValueError(f"no {name}")
    entries = payload.get("entry")
    if not (isinstance(entries, list) and entries):
        raise ValueError("no entry")
    return bounded(part for entry in entries for part in _parts(entry, name, read))


def _parts(entry: Any, name: str, read: Reader) -> Iterator[Parsed]:
    nothing = True
    for key, item in _items(entry):
        try:
            found = read(*_readable(key, item, entry), key == "standby")
        except Unfit as reason:
            found = [_unreadable(str(reason), name, _alone(entry, key, item))]
        nothing = nothing and not found
        yield from found
    if nothing:
        yield _unreadable("nothing in it", name, entry)


def _items(entry: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(entry, dict):
        for key in _LISTS:
            items = entry.get(key)
            for item in items if isinstance(items, list) else [items] if key in entry else []:
                yield key, item


def _readable(key: str, item: Any, entry: Fields) -> tuple[Fields, str]:
    """The item and its account. Raises Unfit for what is none.

    Some notifications wrap an item as the change of a field, others, such as comments, are not
    about messages: https://developers.facebook.com/documentation/instagram-platform/webhooks/examples
    """
    account = entry.get("id")
    if not (isinstance(account, str) and account):
        raise Unfit("no account")
    if key == "changes" and isinstance(item, dict):
        field, item = str(item.get("field")), item.get("value")
        if not (isinstance(item, dict) and "sender" in item and "recipient" in item):
            raise Unfit(f"not about a message: {field[:40]}")
    if not isinstance(item, dict):
        raise Unfit("no object")
    return item, account


def _alone(entry: Fields, key: str, item: Any) -> Fields:
    rest = {name: value for name, value in entry.items() if name not in _LISTS}
    return {**rest, key: [item]}


def _unreadable(reason: str, name: str, entry: Any) -> Unreadable:
    return Unreadable(reason, {"object": name, "entry": [entry]})
