"""What every resolver of the agent API answers with: problems for refusals of all kinds."""

from functools import partial

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestValidationError,
    ResponseValidationError,
)

from functions.agent_api.api import Api
from functions.agent_api.gate import check_need, gate
from functions.agent_api.problems import Problem, escaped, not_found
from functions.agent_api.queries import known_only
from functions.agent_api.refusals import REFUSALS, problem_of
from shared.errors import ThreadlineError
from shared.observability import logger

_A_KEY = "[key]"  # how pydantic says that it is not the value of the member, but its name


def resolver(*routers: Router) -> Api:
    """One that knows the routes of ``routers``, behind the gate."""
    app = Api()
    app.use([gate, known_only])
    for router in routers:
        app.include_router(router)
    app.not_found(partial(_unknown_path, app))
    app.exception_handler(Problem)(Problem.response)
    app.exception_handler(RequestValidationError)(partial(_invalid, app))
    app.exception_handler(ResponseValidationError)(_our_fault)
    app.exception_handler(REFUSALS)(_not_accepted)
    return app


def _unknown_path(app: Api, error: NotFoundError) -> Response[str]:
    if allowed := app.methods(app.current_event.path):
        answer = Problem(405, "no-such-method", "This path has no such method.").response()
        answer.headers["Allow"] = ", ".join(allowed)
        return answer
    return not_found("path").response()


def _our_fault(error: ResponseValidationError) -> Response[str]:
    raise error


def _invalid(app: Api, error: RequestValidationError) -> Response[str]:
    try:
        check_need(app)
    except Problem as refusal:
        return refusal.response()
    found = error.errors()
    if any(e["type"] == "json_invalid" for e in found):
        return Problem(400, "malformed-json", "The body is not JSON.").response()
    problem = Problem(
        422,
        "invalid-request",
        "The request is not as it should be.",
        errors=[{"pointer": _pointer(e["loc"]), "detail": e["msg"]} for e in found],
    )
    return problem.response()


def _pointer(where: tuple[str | int, ...]) -> str:
    """A fragment for the body's members, the parameter's name for others."""
    place, *rest = where
    if place != "body":
        return "/".join(map(str, where))
    if rest[-1:] == [_A_KEY]:
        rest.pop()
    return f"#/{'/'.join(escaped(str(part)) for part in rest)}"


def _not_accepted(refusal: ThreadlineError) -> Response[str]:
    problem = problem_of(refusal)
    logger.info("refused", problem=problem.code)
    return problem.response()
