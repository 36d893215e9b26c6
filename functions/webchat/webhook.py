"""Lambda: what browsers ask of web chat, but for waiting: sessions, messages, receipts, files."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from functions.webchat import sessions, taking, uploads
from functions.webchat.http import Response, answer, permission, refused
from functions.webchat.pace import Pace
from functions.webchat.parse import fields_of, id_of, parse, receipts
from functions.webchat.verify import checked, origin_of, verify
from functions.webchat.visitors import Visitor
from functions.webchat.widget import script
from shared import clock, keys
from shared.channels import WEBCHAT
from shared.credentials import Secrets, id_key
from shared.errors import Forged, Unavailable
from shared.fields import Fields, Unfit
from shared.incoming import Request, request_of
from shared.keys import MessageId
from shared.observability import logger

LONGEST_BODY: Final = 64 * 1024
FROM_ONE_ADDRESS: Final = Pace(120)
SESSIONS: Final = Pace(20)
OF_ONE_VISITOR: Final = Pace(60)


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    request = request_of(event)
    what = event["rawPath"].rpartition("/")[2]
    address = event["requestContext"]["http"].get("sourceIp", "")
    origin = ""
    try:
        _, origin = checked(request.credential_set, lambda s: origin_of(request.headers, s))
        if request.method == "OPTIONS":
            return permission(origin)
        if len(request.body) > LONGEST_BODY:
            return refused(413, "too long", origin=origin)
        return _answered(request, what, address, origin)
    except Forged:
        logger.info("refused", channel=WEBCHAT.name)
        return answer(403, origin=origin)
    except Unfit as error:
        return refused(422, str(error), origin=origin, now=clock.rfc3339(clock.now_ms()))
    except Unavailable as error:
        logger.error("cannot take it now", channel=WEBCHAT.name, reason=str(error))
        return answer(503, origin=origin)


def _answered(request: Request, what: str, address: str, origin: str) -> Response:
    account = request.credential_set
    if what == "widget.js":
        secrets, _ = checked(account, lambda s: None)
        return script(account, secrets, request.headers.get("if-none-match", ""))
    if not FROM_ONE_ADDRESS.allows(address):
        return _too_often(origin)
    fields = fields_of(request.body or b"{}")
    if what == "sessions":
        if not SESSIONS.allows(address):
            return _too_often(origin)
        _, session = checked(account, lambda s: sessions.opened(account, s, fields))
        return answer(200, session, origin=origin)
    secrets, visitor = checked(account, lambda s: verify(request, s))
    if not OF_ONE_VISITOR.allows(visitor.identity):
        return _too_often(origin)
    done = DOES.get(what)
    if done is None:
        return refused(404, "no such thing", origin=origin)
    return answer(200, done(fields, visitor, secrets), origin=origin)


def said(fields: Fields, visitor: Visitor, secrets: Secrets) -> Mapping[str, Any]:
    """Take a message; the same id again is the same message. Raises Unfit, Unavailable."""
    now = clock.now_ms()
    # What is unfit leaves no trace, so the time of an id is looked at last.
    _demand_own_upload(parse(fields, visitor, now).content, visitor, fields)
    at = taking.said_at(id_of(fields), visitor, now)
    message = parse(fields, visitor, at)
    taking.take([message], visitor, secrets, now)
    ref = keys.message_ref(id_key(), WEBCHAT.name, visitor.account, message.provider_id)
    return {
        "id": str(MessageId(visitor.conversation, at, ref)),
        "own_id": message.provider_id,
        "sent_at": clock.rfc3339(at),
        "status": "received",
    }


def noted(fields: Fields, visitor: Visitor, secrets: Secrets) -> Mapping[str, Any]:
    """Take receipts. Raises Unfit, Unavailable."""
    now = clock.now_ms()
    facts = list(receipts(fields, visitor, now))
    taking.take(facts, visitor, secrets, now)
    return {"noted": len(facts)}


def _place_for_a_file(fields: Fields, visitor: Visitor, secrets: Secrets) -> Mapping[str, Any]:
    return uploads.opened(fields, visitor)


def _demand_own_upload(content: Mapping[str, Any], visitor: Visitor, fields: Fields) -> None:
    media = content.get("media")
    # Both say one id, so that an upload is the message's and nobody else's.
    if media and media["id"] != uploads.upload_of(visitor, id_of(fields)):
        raise Unfit("no upload of this message")


def _too_often(origin: str) -> Response:
    given = refused(429, "too often", origin=origin)
    given["headers"]["retry-after"] = "60"
    return given


DOES: Final[Mapping[str, Callable[[Fields, Visitor, Secrets], Mapping[str, Any]]]] = {
    "messages": said,
    "receipts": noted,
    "uploads": _place_for_a_file,
}
