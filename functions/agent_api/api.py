"""The resolver of the agent API: every route is described in full, whoever wrote it."""

import inspect
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from functions.agent_api.bodies import read

F = TypeVar("F", bound=Callable[..., Any])


class Api(APIGatewayHttpResolver):
    """A route's ``operationId`` is its function's name, unless it says another."""

    def __init__(self) -> None:
        # An answer that is not as documented is our fault, and may not pass for the caller's.
        super().__init__(
            enable_validation=True,
            json_body_deserializer=read,
            response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR,
        )
        self._rules: list[tuple[str, str]] = []

    def route(self, *args: Any, **more: Any) -> Callable[[F], F]:
        route = super().route
        call = inspect.signature(route).bind(*args, **more)
        call.apply_defaults()
        said = call.arguments

        def register(function: F) -> F:
            said["operation_id"] = said["operation_id"] or function.__name__
            said["responses"] = _with_success(said["responses"] or {}, said["status_code"])
            method = said["method"]
            named = (method,) if isinstance(method, str) else method
            self._rules += ((one, said["rule"]) for one in named)
            registered: F = route(*call.args, **call.kwargs)(function)
            return registered

        return register

    def methods(self, path: str) -> list[str]:
        """Which methods ``path`` has; none where it is unknown."""
        return sorted(m for m, rule in self._rules if self._compile_regex(rule).match(path))


def _with_success(responses: dict[int, Any], status: int) -> dict[int, Any]:
    """Powertools describes what a route returns only where no problem is described."""
    if any(known < HTTPStatus.BAD_REQUEST for known in responses):
        return responses
    return {status: {"description": HTTPStatus(status).phrase}, **responses}
