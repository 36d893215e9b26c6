"""API Gateway's part of a request: route, authorizer, integration, and its own answers.

The engine has a data plane too, but on another path than AWS's, without the ``cookies`` of a
request, and it hands a function's exception text to the caller.
"""

import logging
import threading
import time
from datetime import UTC, datetime
from typing import Any, Final

from tests.local.http_answers import Answer, answer, own_answer
from tests.local.http_messages import Matched, Request, authorizer_event, event
from tests.local.invoking import Functions, Timeout
from tests.local.places import REGION
from tests.local.routes import Authorizer, Route, chosen

log = logging.getLogger(__name__)

# docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html, and what a function
# can be given: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
LONGEST_BODY: Final = 10 * 1024 * 1024
_LONGEST_PAYLOAD: Final = 6 * 1024 * 1024
_INTEGRATION_S: Final = 30.0


class Refused(Exception):
    """API Gateway answers for itself."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.answer = own_answer(status, text)


class Gateway:
    """One HTTP API."""

    def __init__(self, api: str, routes: list[Route], functions: Functions) -> None:
        self.api, self.routes, self._functions = api, routes, functions
        self._allowed: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def handle(self, request: Request) -> Answer:
        try:
            return self._answer(request)
        except Refused as refusal:
            return refusal.answer

    def _answer(self, request: Request) -> Answer:
        if len(request.body) > LONGEST_BODY:
            raise Refused(413, "Request Entity Too Large")
        found = chosen(self.routes, request.method, request.path)
        if found is None:
            raise Refused(404, "Not Found")
        route, parameters = found
        matched = Matched(self.api, route.key, parameters)
        made = event(request, matched, datetime.now(UTC))
        if route.authorizer:
            context = self._authorize(route.authorizer, request, matched)
            made["requestContext"]["authorizer"] = {"lambda": context}
        # Base64 makes a third more of it.
        if len(made.get("body", "")) > _LONGEST_PAYLOAD:
            raise Refused(413, "Request Entity Too Large")
        return self._integrate(route, made)

    def _integrate(self, route: Route, made: dict[str, Any]) -> Answer:
        try:
            outcome = self._functions.invoke(route.function, made, within=_INTEGRATION_S)
        except Timeout:
            raise Refused(503, "Service Unavailable") from None
        if outcome.error:
            log.warning("%s failed: %s", route.function, outcome.error)
            raise Refused(500, "Internal Server Error")
        try:
            return answer(outcome.value)
        except (ValueError, TypeError, AttributeError):
            raise Refused(500, "Internal Server Error") from None

    def _authorize(
        self, authorizer: Authorizer, request: Request, matched: Matched
    ) -> dict[str, Any]:
        """What the authorizer says about the caller. Raises Refused if it may not pass."""
        identity = request.joined_headers.get(authorizer.identity_header)
        if not identity:
            raise Refused(401, "Unauthorized")
        known = self._allowed.get((authorizer.function, identity))
        if known is None or known[0] < time.monotonic():
            said = self._ask(authorizer, request, matched, identity)
            known = time.monotonic() + authorizer.keeps_s, said
            with self._lock:
                self._allowed[(authorizer.function, identity)] = known
        if known[1].get("isAuthorized") is not True:
            raise Refused(403, "Forbidden")
        return known[1].get("context") or {}

    def _ask(
        self, authorizer: Authorizer, request: Request, matched: Matched, identity: str
    ) -> dict[str, Any]:
        arn = f"arn:aws:execute-api:{REGION}:000000000000:{self.api}/$default/{matched.key}"
        asked = authorizer_event(request, matched, datetime.now(UTC), [identity], arn)
        try:
            outcome = self._functions.invoke(authorizer.function, asked, within=_INTEGRATION_S)
        except Timeout:
            raise Refused(500, "Internal Server Error") from None
        if outcome.error or not isinstance(outcome.value, dict):
            log.warning("%s failed: %s", authorizer.function, outcome.error)
            raise Refused(500, "Internal Server Error")
        return outcome.value
