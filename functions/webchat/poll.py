"""Lambda: a visitor's messages, at once or as soon as there is news. It alone is kept waiting."""

import time
from collections.abc import Callable
from typing import Any, Final

from functions.webchat.answers import Response, answer, refused
from functions.webchat.pace import Pace
from functions.webchat.reading import newest, since
from functions.webchat.sessions import WAIT_S
from functions.webchat.verify import checked, origin_of, verify
from functions.webchat.visitors import Visitor
from shared import clock
from shared.channels import WEBCHAT
from shared.errors import Forged, Unavailable
from shared.fields import Unfit
from shared.incoming import Request, request_of
from shared.observability import logger

OF_ONE_VISITOR: Final = Pace(120)
# Each look is a read, so who waits longer is looked for less often.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 2.0


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return asked(request_of(event), time.sleep)


def asked(request: Request, sleep: Callable[[float], object]) -> Response:
    """``?since=<cursor>&wait=<seconds>``; ``?before=<message id>``; or the newest page."""
    origin, account = "", request.credential_set
    try:
        _, origin = checked(account, lambda s: origin_of(request.headers, s))
        _, visitor = checked(account, lambda s: verify(request, s))
        if not OF_ONE_VISITOR.allows(visitor.identity):
            return refused(429, "too often", origin=origin)
        return answer(200, _page(request, visitor, sleep), origin=origin)
    except Forged:
        logger.info("refused", channel=WEBCHAT.name)
        return answer(403, origin=origin)
    except Unfit as error:
        return refused(422, str(error), origin=origin)
    except Unavailable as error:
        logger.error("cannot read now", channel=WEBCHAT.name, reason=str(error))
        return answer(503, origin=origin)


def _page(request: Request, visitor: Visitor, sleep: Callable[[float], object]) -> dict[str, Any]:
    cursor = request.query.get("since", "")
    if not cursor:
        return newest(visitor, request.query.get("before", ""))
    until = clock.now_ms() + _seconds(request.query.get("wait", str(WAIT_S))) * 1000
    pause = _FIRST_PAUSE_S
    while (page := since(visitor, cursor)) is None:
        left = (until - clock.now_ms()) / 1000
        if left <= 0:
            return {"messages": [], "more": False, "cursor": cursor}
        sleep(min(pause, left))
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
    return page


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Unfit("wait is a number of seconds")
    return min(int(text[:4]), WAIT_S)
