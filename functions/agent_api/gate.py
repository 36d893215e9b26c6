"""What every request passes before its route: whether the caller has what the route needs."""

from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.agent_api.access import permit, principal_of

_NOWHERE: Final = "^.*$"  # the rule of Powertools' own route, for paths that no other has


def gate(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """A middleware of all routes. Raises Problem 403."""
    check_need(app)
    return next_middleware(app)


def check_need(app: APIGatewayHttpResolver) -> None:
    """Raises Problem 403 unless the caller has what the route of this request needs.

    Powertools looks at parameters and bodies before any middleware, so whoever answers for those
    asks this first: what is wrong with a request is not told to who may not make it.
    """
    route = app.context["_route"]
    if is_ours(route):
        permit(principal_of(app.current_event), route.security)


def is_ours(route: Any) -> bool:
    """Whether ``route``, one of Powertools', is of the API: neither its own description, which
    nobody needs a token for, nor what answers for paths that there are not."""
    return bool(route.include_in_schema and route.rule.pattern != _NOWHERE)
