"""X's payload, taken apart: the events of the Account Activity API, or one of its successor.

https://docs.x.com/x-api/account-activity/introduction (deprecated, still sent) and
https://docs.x.com/x-api/activity/event-payloads (read 2026-11-22)
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from functions.x.encrypted import encrypted
from functions.x.facts import block, read, typing
from functions.x.messages import message
from functions.x.snowflakes import identifier
from shared.intake import json_body
from shared.intake.bounding import bounded
from shared.intake.fields import Fields, Unfit, needed_fields, text
from shared.messages import Noted, Parsed, Said, Unreadable

Reader = Callable[[Fields, str, object], Said | Noted | None]

_READERS: Final[dict[str, Reader]] = {
    "direct_message_events": message,
    "direct_message_mark_read_events": read,
    "direct_message_indicate_typing_events": typing,
    "block_events": block,
}
# What stands around the events of a payload.
_AROUND: Final = frozenset({"for_user_id", "users", "apps", "user_has_blocked", "is_blocked_by"})
_ENCRYPTED: Final = ("chat.received", "chat.sent")
# Which events come in which list of the payload; of the latter two no example is published, so an
# event that comes without its list is read as well.
_DIRECT: Final = {
    "dm.received": "direct_message_events",
    "dm.sent": "direct_message_events",
    "dm.read": "direct_message_mark_read_events",
    "dm.indicate_typing": "direct_message_indicate_typing_events",
}


def parse(body: bytes) -> list[Parsed]:
    """What the events of a webhook say, in their order.

    One that cannot be used is Unreadable and holds a payload of its own, which ``parse`` takes
    again after a fix; so is what is no direct message, such as a post. Raises ValueError if the
    whole is unreadable, TooMuchUnreadable.
    """
    payload = json_body.read(body)
    if not isinstance(payload, dict) or not payload:
        raise ValueError("not of X")
    if "data" in payload:
        return _activity(payload)
    if "user_event" in payload:
        return [Unreadable("authorization withdrawn", payload)]
    return _events(payload, identifier(payload.get("for_user_id")), lambda alone: alone)


def _activity(whole: Fields) -> list[Parsed]:
    """The envelope of the X Activity API, which holds one event, or a list of one kind."""
    data = needed_fields(whole, "data")
    kind, payload = text(data, "event_type"), needed_fields(data, "payload")
    if kind == "oauth.revoke":
        return [Unreadable("authorization withdrawn", whole)]
    try:
        account = identifier(needed_fields(data, "filter").get("user_id"))
        if kind in _ENCRYPTED:
            return [encrypted(kind, payload, account)]
        if kind not in _DIRECT:
            raise Unfit("no direct message")
    except Unfit as reason:
        return [Unreadable(str(reason), whole)]
    if not payload.keys() & _READERS.keys():
        payload = {_DIRECT[kind]: [payload]}
    return _events(payload, account, lambda alone: {**whole, "data": {**data, "payload": alone}})


def _events(payload: Fields, account: str, wrapped: Callable[[Fields], Fields]) -> list[Parsed]:
    return bounded(_parts(payload, account, wrapped))


def _parts(payload: Fields, account: str, wrapped: Callable[[Fields], Fields]) -> Iterator[Parsed]:
    around = {name: value for name, value in payload.items() if name in _AROUND}
    for name, items in payload.items():
        if name in _AROUND:
            continue
        for item in items if isinstance(items, list) else [items]:
            try:
                told = _told(name, item, account, payload.get("users"))
            except Unfit as reason:
                told = Unreadable(str(reason), wrapped({**around, name: [item]}))
            if told is not None:
                yield told
    if payload.keys() <= _AROUND:
        yield Unreadable("nothing in it", wrapped(payload))


def _told(name: str, item: Any, account: str, users: object) -> Parsed | None:
    if name not in _READERS:
        raise Unfit("no direct message")
    if not isinstance(item, Mapping):
        raise Unfit("no object")
    return _READERS[name](item, account, users)
