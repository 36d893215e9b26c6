"""What customers send: words, a file, a place, or a tap on a suggestion of ours.

https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserMessage
(read 2026-11-22). Protocol buffers leave out of JSON what is empty or zero.
"""

from collections.abc import Callable
from typing import Any, Final

from functions.rcs.moments import moment
from functions.rcs.people import person
from shared.channels import plain_type
from shared.intake.fields import Fields, Unfit, chosen, needed_fields, needed_text, text
from shared.messages import MessageType, Said

Content = tuple[MessageType, str, dict[str, Any]]

_AROUND: Final = frozenset({"senderPhoneNumber", "messageId", "eventId", "sendTime", "agentId"})
# What the US are billed by; neither says anything.
_BILLING: Final = {"richMessageClassification": dict, "carrier": str}
_FILES: Final[dict[str, MessageType]] = {"image": "image", "audio": "audio", "video": "video"}


def inbound(data: Fields) -> Said:
    """A message. Raises Unfit."""
    kind, said, content = _content(data)
    return Said(
        account_ref=needed_text(data, "agentId"),
        identity=person(data),
        provider_id=_id(data),
        sent_at=moment(data, 0),
        type=kind,
        text=said,
        content=content | _billing(data),
    )


def _id(data: Fields) -> str:
    """Some taps come with the id of an event instead, and without a time."""
    return text(data, "messageId") or needed_text(data, "eventId")


def _content(data: Fields) -> Content:
    kinds = [name for name in data if name not in _AROUND and name not in _BILLING]
    for name, read in _READERS.items():
        if name in data:
            return read(data)
    if not kinds:
        raise Unfit("nothing said")
    return "unsupported", "", {"kind": kinds[0], "raw": {name: data[name] for name in kinds}}


def _text(data: Fields) -> Content:
    if isinstance(data["text"], str):
        return "text", data["text"], {}
    raise Unfit("no text")


def _file(data: Fields) -> Content:
    """The link leads to the file for whoever has it, for a time; a message has one file."""
    payload = needed_fields(needed_fields(data, "userFile"), "payload")
    mime_type = text(payload, "mimeType")
    media = {"id": _id(data), "url": needed_text(payload, "fileUri")}
    if mime_type:
        media["mime_type"] = mime_type
    if name := text(payload, "fileName"):
        media["name"] = name
    kind = _FILES.get(plain_type(mime_type).partition("/")[0], "file")
    return kind, "", {"media": media}


def _place(data: Fields) -> Content:
    place = needed_fields(data, "location")
    return "location", "", {name: _degrees(place, name) for name in ("latitude", "longitude")}


def _degrees(place: Fields, name: str) -> float:
    value = place.get(name, 0.0)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise Unfit(f"no {name}")


def _tap(data: Fields) -> Content:
    """A suggested reply is said by its words; of an action, such as a link, it tells the tap."""
    response = needed_fields(data, "suggestionResponse")
    title, postback = text(response, "text"), text(response, "postbackData")
    if not (title or postback):
        raise Unfit("no suggestion")
    content: dict[str, Any] = {"reply": {"kind": "button", "id": postback, "title": title}}
    if kind := text(response, "type"):
        content["suggestion"] = kind.lower()
    return "interactive", title, content


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "suggestionResponse": _tap,
    "userFile": _file,
    "location": _place,
    "text": _text,
}


def _billing(data: Fields) -> dict[str, Any]:
    told = chosen(data, _BILLING)
    return {"billing": told} if told else {}
