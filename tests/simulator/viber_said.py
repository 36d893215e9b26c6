"""Turns what a test wants said into an event of Viber's webhook.

developers.viber.com/docs/api/rest-bot-api/#receive-message-from-user.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.viber_answers import HOST
from tests.simulator.viber_messages import new_token
from tests.simulator.viber_people import Person, id_of

if TYPE_CHECKING:
    from tests.simulator.viber import Viber

_THEIRS: Final = {"image": "picture", "contacts": "contact"}
_ENDINGS: Final = {"picture": "jpg", "video": "mp4", "file": "pdf"}


def event_of(said: Mapping[str, Any], viber: "Viber") -> dict[str, Any]:
    """``{"from", "text"?, "type"?, "media"?, "event"?, "id"?, "timestamp"?, "message"?, …}``.

    Raises ValueError if nobody says it, or nothing.
    """
    if not said.get("from"):
        raise ValueError("from is required")
    who, kind = id_of(said["from"]), str(said.get("event", "message"))
    person = viber.people.meet(who)
    _changed(person, kind)
    user = {
        "id": who,
        "name": str(said.get("name", "Ana")),
        "country": "ES",
        "language": "es",
        "api_version": 10,
    }
    event: dict[str, Any] = {
        "event": kind,
        "timestamp": int(said.get("timestamp", clock.now_ms())),
        "chat_hostname": HOST,
        "message_token": int(said.get("id") or new_token()),
    }
    if kind == "message":
        event |= {"sender": user, "message": _message(said, person, viber), "silent": False}
    elif kind == "unsubscribed":
        event["user_id"] = who
    elif kind == "conversation_started":
        event |= {"type": "open", "user": user, "subscribed": person.subscribed}
    else:
        event["user"] = user
    return {**event, **said.get("extra", {})}


def _changed(person: Person, kind: str) -> None:
    if kind in ("message", "subscribed"):
        person.subscribed, person.unanswered = True, 0
    elif kind == "unsubscribed":
        person.subscribed = False
    elif kind == "conversation_started":
        person.may_be_greeted = True


def _message(said: Mapping[str, Any], person: Person, viber: "Viber") -> dict[str, Any]:
    kind = str(said.get("type", "text"))
    kind = _THEIRS.get(kind, kind)
    made: dict[str, Any] = {"type": kind}
    if said.get("text"):
        made["text"] = said["text"]
    elif kind == "text":
        raise ValueError("text is required")
    if kind in _ENDINGS:
        path = viber.media.keep(said.get("media") or {}, _ENDINGS[kind])
        made |= {"media": viber.world.url() + path, "file_name": path.rpartition("/")[2]}
    if person.tracking_data:
        made["tracking_data"] = person.tracking_data
    return made | dict(said.get("message", {}))
