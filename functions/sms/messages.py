"""What customers write: one text, with any number of files.

https://www.twilio.com/docs/messaging/guides/webhook-request (read 2026-11-22)
"""

from typing import Any, Final

from functions.sms.carriers import decoded
from functions.sms.keywords import event_of
from functions.sms.people import person
from functions.sms.surroundings import ACCOUNT
from shared import clock
from shared.channels import plain_type
from shared.intake.fields import Fields, needed_text, text
from shared.messages import MessageType, Said

_KINDS: Final[dict[str, MessageType]] = {"image": "image", "audio": "audio", "video": "video"}
_MOST_FILES: Final = 10
Part = tuple[MessageType, str, dict[str, Any]]


def inbound(fields: Fields) -> list[Said]:
    """A message; each further file is one of its own, a moment later. Raises Unfit.

    Twilio tells no time, so the first delivery's counts.
    """
    person(fields, "To")
    parts = _parts(fields, _files(fields))
    now = clock.now_ms()
    return [
        Said(
            account_ref=needed_text(fields, ACCOUNT),
            identity=person(fields, "From"),
            provider_id=_part(needed_text(fields, "MessageSid"), number),
            sent_at=now + number if number else 0,
            type=made,
            text=said,
            content=told,
        )
        for number, (made, said, told) in enumerate(parts)
    ]


def _part(sid: str, number: int) -> str:
    return f"{sid}#{number + 1}" if number else sid


def _parts(fields: Fields, files: list[dict[str, Any]]) -> list[Part]:
    """The words stand with the first file, unless Twilio has taken them for its own."""
    said, content = text(fields, "Body"), _segments(fields)
    shown: list[Part] = [(_kind(file), "", {"media": file}) for file in files]
    if event := event_of(fields, with_files=bool(files)):
        return [("event", said, {**content, "event": event, "answered_by": "twilio"}), *shown]
    if shown:
        kind, _, media = shown[0]
        return [(kind, said, {**content, **media}), *shown[1:]]
    if (words := decoded(said)) is not None:
        return [("text", words, {**content, "as_received": said})]
    return [("text", said, content)]


def _segments(fields: Fields) -> dict[str, Any]:
    """How many messages the carriers count, and bill."""
    count = text(fields, "NumSegments")
    return {"segments": int(count)} if count.isascii() and count.isdigit() else {}


def _files(fields: Fields) -> list[dict[str, Any]]:
    found = []
    for number in range(_MOST_FILES):
        if url := text(fields, f"MediaUrl{number}"):
            file = {"id": url.rstrip("/").rpartition("/")[2] or url, "url": url}
            if kind := text(fields, f"MediaContentType{number}"):
                file["mime_type"] = kind
            found.append(file)
    return found


def _kind(file: dict[str, Any]) -> MessageType:
    """A vCard, a calendar and whatever else is a file."""
    return _KINDS.get(plain_type(file.get("mime_type", "")).partition("/")[0], "file")
