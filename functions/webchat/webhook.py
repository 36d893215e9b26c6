"""Lambda: what browsers ask of web chat, but for waiting: sessions, messages, receipts, files."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from functions.webchat import sessions, taking, uploads
from functions.webchat.answers import Response, answer, permission, refused
from functions.webchat.pace import OF_ONE_VISITOR, Pace
from functions.webchat.parse import fields_of
from functions.webchat.verify import checked, origin_of, verify
from functions.webchat.visitors import Visitor
from functions.webchat.widget import script
from shared import clock
from shared.channels import WEBCHAT
from shared.credentials import Secrets
from shared.errors import Forged, Unavailable
from shared.intake.fields import Fields, Unfit
from shared.intake.incoming import Request, request_of
from shared.observability import logger

LONGEST_BODY: Final = 64 * 1024
FROM_ONE_ADDRESS: Final = Pace(120)
SESSIONS: Final = Pace(20)


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
        return script(request, secrets)
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


def _place_for_a_file(fields: Fields, visitor: Visitor, secrets: Secrets) -> Mapping[str, Any]:
    return uploads.opened(fields, visitor)


def _too_often(origin: str) -> Response:
    given = refused(429, "too often", origin=origin)
    given["headers"]["retry-after"] = "60"
    return given


DOES: Final[Mapping[str, Callable[[Fields, Visitor, Secrets], Mapping[str, Any]]]] = {
    "messages": taking.said,
    "receipts": taking.noted,
    "uploads": _place_for_a_file,
}
