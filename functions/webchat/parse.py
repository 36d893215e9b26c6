"""What a browser sends, as events of shared.messages; nothing else.

``{"id": "…", "text": "…"}``, with ``file`` = {id, type, name, voice} of an upload, ``reply`` =
{id, title} of a button, ``reply_to``, the id of a message, or ``ref``, the code of the link by
which the visitor came to the page. The id is the browser's own. As a
UUID of version 7 it carries the time it was made, RFC 9562, section 5.7, which then is the
message's, so that every try is the same message; another id has to be remembered first.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from functions.webchat.visitors import Visitor
from shared.channels import WEBCHAT, plain_type
from shared.ids import MessageId
from shared.intake import json_body
from shared.intake.fields import Fields, Unfit, needed_fields, needed_text, text
from shared.messages import MessageType, Noted, Said
from shared.wording.locales import device

MOST_RECEIPTS: Final = 50
_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_REF: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UPLOAD: Final = re.compile(r"[a-z2-7]{26}")
_STATUSES: Final = ("delivered", "read")
_OLDEST_MS, _NEWEST_MS = 86_400_000, 120_000
_LONGEST_NAME: Final = 240


def fields_of(body: bytes) -> Fields:
    """The object of a JSON body. Raises Unfit."""
    try:
        value = json_body.read(body)
    except ValueError as error:
        raise Unfit("not JSON") from error
    if not isinstance(value, dict):
        raise Unfit("not an object")
    return value


def parse(fields: Fields, visitor: Visitor, said_at: int) -> Said:
    """What ``visitor`` says. Raises Unfit; its text says why and holds nothing of the message."""
    words, reply_to = text(fields, "text"), text(fields, "reply_to") or None
    kind: MessageType = "text"
    content: Mapping[str, Any] = {}
    if "file" in fields:
        kind, content = _file(needed_fields(fields, "file"))
    elif "reply" in fields:
        kind, content, words = _reply(needed_fields(fields, "reply"))
    elif not words.strip():
        raise Unfit("nothing said")
    if _REF.fullmatch(ref := text(fields, "ref")):
        content = {**content, "referral": {"source_type": "link", "ref": ref}}
    content = {**content, **device(visitor.language or "")}
    longest = WEBCHAT.limits.caption if kind in WEBCHAT.files else WEBCHAT.limits.text
    if len(words) > longest:
        raise Unfit(f"text is longer than {longest} characters")
    return Said(
        account_ref=visitor.account,
        identity=visitor.identity,
        provider_id=id_of(fields),
        sent_at=said_at,
        type=kind,
        text=words,
        content=content,
        reply_to=reply_to[:200] if reply_to else None,
        other_identity=visitor.was,
        name=visitor.name,
        email=visitor.email,
    )


def id_of(fields: Fields) -> str:
    """The browser's own id of a message, as it stands in the log. Raises Unfit."""
    made = needed_text(fields, "id")
    if not _ID.fullmatch(made):
        raise Unfit("id is 8 to 64 letters, digits, - or _")
    return made


def made_at(message: str, now: int) -> int | None:
    """The time inside a message's id; None for an id without. Raises Unfit for one that is not
    of the last day: what is older was lost, and nobody's clock may run ahead."""
    try:
        made = uuid.UUID(message)
    except ValueError:
        return None
    if made.version != 7 or str(made) != message:
        return None
    at = made.int >> 80
    if not now - _OLDEST_MS < at < now + _NEWEST_MS:
        raise Unfit("id is of another time")
    return at


def receipts(fields: Fields, visitor: Visitor, now: int) -> Iterator[Noted]:
    """``{"status": "delivered"|"read", "ids": […]}``: what the visitor got or saw.

    Raises Unfit for what is no message of this visitor's conversations.
    """
    status, ids = needed_text(fields, "status"), fields.get("ids")
    if status not in _STATUSES or not isinstance(ids, list) or not 0 < len(ids) <= MOST_RECEIPTS:
        raise Unfit("no receipt")
    own = visitor.own
    for one in dict.fromkeys(map(str, ids)):
        if _conversation_of(one) not in own:
            raise Unfit("no message of yours")
        yield Noted(
            account_ref=visitor.account,
            identity=visitor.identity,
            what="status",
            target=one,
            event=status,
            at=now,
            data={"status": status},
            our_id=one,
        )


def _conversation_of(message: str) -> str:
    try:
        return MessageId.parse(message).conversation
    except ValueError as error:
        raise Unfit("no message id") from error


def type_of(content_type: str) -> MessageType:
    """As what a file of ``content_type`` is sent. Raises Unfit if it is not."""
    plain = plain_type(content_type)
    for name, file in WEBCHAT.files.items():
        if plain in file.types:
            return name  # type: ignore[return-value]  # the table's names are message types
    raise Unfit("no such type of file")


def _file(given: Fields) -> tuple[MessageType, dict[str, Any]]:
    upload, content_type = needed_text(given, "id"), needed_text(given, "type")
    if not _UPLOAD.fullmatch(upload):
        raise Unfit("no upload")
    kind = type_of(content_type)
    media: dict[str, Any] = {"id": upload, "mime_type": plain_type(content_type)}
    if name := text(given, "name"):
        media["name"] = name[:_LONGEST_NAME]
    if given.get("voice") is True and media["mime_type"] in WEBCHAT.voice:
        media["voice"] = True
    return kind, {"media": media}


def _reply(given: Fields) -> tuple[MessageType, dict[str, Any], str]:
    chosen, title = needed_text(given, "id"), needed_text(given, "title")
    if len(chosen) > 256 or len(title) > WEBCHAT.limits.button_title:
        raise Unfit("no such button")
    reply = {"kind": "button", "id": chosen, "title": title}
    return "interactive", {"reply": reply}, title
