"""What every request passes: its query names nothing that the route does not know."""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.agent_api.problems import Problem


def known_only(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """A middleware. Raises Problem 422: a filter that is misspelt must not show everything."""
    route = app.context["_route"]
    known = {field.alias for field in route.dependant.query_params}
    unknown = sorted(app.current_event.query_string_parameters.keys() - known)
    # Where there is no such path, Powertools answers by a route of its own.
    if unknown and route.func.__module__.startswith("functions."):
        raise Problem(
            422,
            "invalid-request",
            "The request is not as it should be.",
            errors=[
                {"pointer": f"query/{name}", "detail": "There is no such parameter."}
                for name in unknown
            ],
        )
    return next_middleware(app)
