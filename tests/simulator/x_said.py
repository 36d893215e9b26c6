"""Turns what a test wants said into the payload that X posts, of the older or the newer API.

docs.x.com/x-api/account-activity/introduction, docs.x.com/x-api/activity/event-payloads.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from shared import clock
from tests.simulator.x_ids import snowflake

if TYPE_CHECKING:
    from tests.simulator.x import X

Fields = dict[str, Any]

_LISTS: Final = {
    "message": "direct_message_events",
    "typing": "direct_message_indicate_typing_events",
    "read": "direct_message_mark_read_events",
    "block": "block_events",
    "unblock": "block_events",
    "follow": "follow_events",
}
_NEWER: Final = {"typing": "dm.indicate_typing", "read": "dm.read"}


def payload(said: Mapping[str, Any], x: "X") -> Fields:
    """``{"from", "text"?, "event"? (a key of _LISTS), "media"?, "location"?, "chose"?, "name"?,
    "id"?, "at"?, "echo"?, "app"?, "api"? ("activity")}``. Raises ValueError if nobody says it.
    """
    customer, event = str(said.get("from") or ""), said.get("event", "message")
    if not customer.isdigit() or event not in _LISTS:
        raise ValueError("from is digits, event one of " + ", ".join(_LISTS))
    _met(customer, event, x)
    item = _item(said, customer, event, x)
    users = {user: _user(user, said) for user in (customer, x.user)}
    return _enveloped({_LISTS[event]: [item]}, users, said, x)


def echo(text: str, to: str, identifier: str, at: int, x: "X") -> Fields:
    """What the account itself sent, by our app."""
    said = {"from": to, "text": text, "id": identifier, "at": at, "echo": True, "app": x.app}
    return payload(said, x)


def read(customer: str, last: str, at: int, x: "X") -> Fields:
    return payload({"from": customer, "event": "read", "last": last, "at": at}, x)


def _met(customer: str, event: str, x: "X") -> None:
    x.messages.known.add(customer)
    if event == "block":
        x.messages.closed.add(customer)
    elif event != "read":
        x.messages.closed.discard(customer)


def _item(said: Mapping[str, Any], customer: str, event: str, x: "X") -> Fields:
    at = int(said.get("at") or clock.now_ms())
    sides = (x.user, customer) if said.get("echo") else (customer, x.user)
    stamped = {"created_timestamp": str(at)}
    between = {"target": {"recipient_id": sides[1]}, "sender_id": sides[0]}
    if event == "typing":
        return {**stamped, **between}
    if event == "read":
        return {**stamped, **between, "last_read_event_id": str(said["last"])}
    if event != "message":
        source, target = ({"id": side, "screen_name": f"u{side}"} for side in sides)
        return {"type": event, **stamped, "source": source, "target": target}
    identifier = str(said.get("id") or snowflake(at))
    created: Fields = {**between, "message_data": _data(said, identifier, x)}
    if app := said.get("app"):
        created["source_app_id"] = str(app)
    return {"type": "message_create", "id": identifier, **stamped, "message_create": created}


def _data(said: Mapping[str, Any], identifier: str, x: "X") -> Fields:
    text = str(said.get("text", ""))
    for plain, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(plain, written)
    entities: Fields = {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []}
    data: Fields = {"text": text, "entities": entities}
    if media := said.get("media"):
        data["attachment"] = x.media.received(media, identifier, x.world.url())
        data["text"] = f"{text} {data['attachment']['media']['url']}".strip()
    if place := said.get("location"):
        point = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
        shared = {"type": "shared_coordinate", "shared_coordinate": {"coordinates": point}}
        data["attachment"] = {"type": "location", "location": shared}
    if chosen := said.get("chose"):
        data["quick_reply_response"] = {"type": "options", "metadata": chosen}
    return data


def _user(user: str, said: Mapping[str, Any]) -> Fields:
    return {"id": user, "name": said.get("name", f"User {user[-4:]}"), "screen_name": f"u{user}"}


def _enveloped(events: Fields, users: Fields, said: Mapping[str, Any], x: "X") -> Fields:
    if said.get("api") != "activity":
        return {"for_user_id": x.user, **events, "users": users}
    newer = {
        user: {"data": {"id": user, "name": one["name"], "username": one["screen_name"]}}
        for user, one in users.items()
    }
    usual = "dm.sent" if said.get("echo") else "dm.received"
    return {
        "data": {
            "event_uuid": str(uuid4().int >> 65),
            "filter": {"user_id": x.user},
            "event_type": _NEWER.get(str(said.get("event")), usual),
            "tag": "threadline",
            "payload": {**events, "users": newer},
        }
    }
