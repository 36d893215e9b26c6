"""Files of messages: a fresh link to each, and what was uploaded on its way into a message."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.agent_api.access import READ, principal_of, visible
from functions.agent_api.attachment_views import ATTACHMENT_REFUSALS, file_of
from functions.agent_api.drafts import Attached, NewMessage
from functions.agent_api.problems import Problem, documented, not_found
from functions.agent_api.refusals import unfit
from shared import history, table
from shared.channels import CHANNELS, plain_type
from shared.configuration import Reply
from shared.ids import MessageId
from shared.keys import single
from shared.media import files
from shared.table import Item
from shared.templates.slots import FILES, header_of

router = Router()

_UPLOAD: Final = "attachments/0/id"


@router.get(
    "/v1/messages/<message>/attachments/<number>",
    security=READ,
    summary="One file of a message",
    description="Redirects to a link that lives five minutes and needs no token. A file that "
    "has not been fetched yet, or waits for a scanner, is 409; one that is not kept is 404.",
    tags=["messages"],
    responses={302: {"description": "The link is in `Location`"}, **documented(403, 404, 409, 422)},
)
def get_attachment(
    message: Annotated[str, Path()], number: Annotated[int, Path(ge=0)]
) -> Response[str]:
    principal = principal_of(router.current_event)
    item = visible(principal, _found(message), "message")
    file = file_of(item)
    if file is None or number != 0:
        raise not_found("attachment")
    if file.status in ATTACHMENT_REFUSALS:
        status, title = ATTACHMENT_REFUSALS[file.status]
        raise Problem(status, f"attachment-{file.status}", title)
    link = file.link or files.link_to_get(file.key, file.content_type, file.name)
    # The link would outlive its session in a cache.
    return Response(302, body="", headers={"Location": link, "Cache-Control": "no-store"})


def _found(message: str) -> dict[str, Any] | None:
    try:
        return history.find(MessageId.parse(message))
    except ValueError as error:
        raise not_found("message") from error


def uploaded(new: NewMessage, channel: str, message: str) -> dict[str, Any] | None:
    """The ``media`` of ``new``'s upload, made the own of ``message`` (any name that only this one
    has); None if it has none.

    Raises Problem 422 where the channel does not take such a file, 409 if it is not there yet.
    """
    if not new.attachments:
        return None
    known = check(new, channel)
    (attached,) = new.attachments
    with _put_before():
        key, found = files.adopt(attached.id, kept=bool(known.get("kept")), message=message)
    _as_announced(known, found)
    media = {
        "upload": attached.id,
        "key": key,
        "mime_type": known["type"],
        "size": known["size"],
        "name": attached.name or known.get("name"),
        "voice": attached.voice or None,
    }
    return {name: value for name, value in media.items() if value is not None}


def check(new: NewMessage, channel: str) -> Item:
    """What was announced of the upload of ``new``. Raises Problem 422 where the channel does not
    take such a file."""
    (attached,) = new.attachments
    known = known_upload(attached.id)
    _check(new, attached, known, channel)
    return known


def known_upload(upload: str) -> Item:
    """What was announced of it. Raises Problem 422."""
    known = table.get(*single.upload_key(upload))
    if known is None:
        raise unfit("there is no such upload", _UPLOAD)
    return known


def keep(made: Reply) -> None:
    """See to it that the files of a reply do not go away. Raises Problem 409 and 422."""
    for file in made.files:
        known = known_upload(file.id)
        if not known.get("kept"):
            with _put_before():
                found = files.keep_upload(file.id)
            _as_announced(known, found)
            table.update(
                known["pk"], known["sk"], "SET #kept = :yes REMOVE #expires", {":yes": True}
            )


@contextmanager
def _put_before() -> Iterator[None]:
    try:
        yield
    except files.NoFile as error:
        raise Problem(409, "not-uploaded", "Put the file to its link first.") from error


def _as_announced(known: Item, found: files.Uploaded) -> None:
    if (found.size, plain_type(found.content_type)) != (known["size"], plain_type(known["type"])):
        raise unfit("what was uploaded is not what was announced", _UPLOAD)


def _check(new: NewMessage, attached: Attached, known: Item, channel: str) -> None:
    kind = plain_type(known["type"])
    # What a template's header shows is a file like others.
    shown = FILES[header_of(kind)] if new.type == "template" else new.type
    file = CHANNELS[channel].files.get(shown)
    if file is None or kind not in file.types:
        raise unfit(f"this channel sends no {kind} as {shown}", "type")
    if known["size"] > file.longest:
        raise unfit(f"this channel sends at most {file.longest} bytes as {shown}", _UPLOAD)
    if attached.voice and kind not in CHANNELS[channel].voice:
        raise unfit(f"this channel plays no {kind} as spoken", "attachments/0/voice")
