"""Lambda: a visitor's messages, at once or as soon as there is news. It alone is kept waiting."""

from typing import Any, Final

from functions.webchat.answers import Response, answer, refused
from functions.webchat.pace import Pace
from functions.webchat.reading import newest, since
from functions.webchat.verify import checked, origin_of, verify
from functions.webchat.visitors import Visitor
from shared import polling
from shared.channels import WEBCHAT
from shared.errors import Forged, Unavailable
from shared.intake.fields import Unfit
from shared.intake.incoming import Request, request_of
from shared.observability import logger
from shared.polling import LONGEST_S

OF_ONE_VISITOR: Final = Pace(120)


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    """``?since=<cursor>&wait=<seconds>``; ``?before=<message id>``; or the newest page."""
    request = request_of(event)
    origin, account = "", request.credential_set
    try:
        _, origin = checked(account, lambda s: origin_of(request.headers, s))
        _, visitor = checked(account, lambda s: verify(request, s))
        if not OF_ONE_VISITOR.allows(visitor.identity):
            return refused(429, "too often", origin=origin)
        return answer(200, _page(request, visitor), origin=origin)
    except Forged:
        logger.info("refused", channel=WEBCHAT.name)
        return answer(403, origin=origin)
    except Unfit as error:
        return refused(422, str(error), origin=origin)
    except Unavailable as error:
        logger.error("cannot read now", channel=WEBCHAT.name, reason=str(error))
        return answer(503, origin=origin)


def _page(request: Request, visitor: Visitor) -> dict[str, Any]:
    cursor = request.query.get("since", "")
    if not cursor:
        return newest(visitor, request.query.get("before", ""))
    wait_s = _seconds(request.query.get("wait", str(LONGEST_S)))
    page = polling.until(lambda: since(visitor, cursor), wait_s)
    return page or {"messages": [], "more": False, "cursor": cursor}


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Unfit("wait is a number of seconds")
    return min(int(text[:4]), LONGEST_S)
