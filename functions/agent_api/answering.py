"""What every resolver of the agent API answers with: problems for refusals of all kinds."""

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from functions.agent_api.problems import Problem, not_found
from functions.agent_api.refusals import REFUSALS, problem_of
from shared.errors import ThreadlineError
from shared.observability import logger


def resolver(*routers: Router) -> APIGatewayHttpResolver:
    """One that knows the routes of ``routers``."""
    app = APIGatewayHttpResolver(enable_validation=True)
    for router in routers:
        app.include_router(router)
    app.not_found(_unknown_path)
    app.exception_handler(Problem)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(REFUSALS)(_not_accepted)
    return app


def _unknown_path(error: NotFoundError) -> Response[str]:
    return not_found("path").response()


def _refused(problem: Problem) -> Response[str]:
    return problem.response()


def _invalid(error: RequestValidationError) -> Response[str]:
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
    return f"#/{'/'.join(map(str, rest))}" if place == "body" else "/".join(map(str, where))


def _not_accepted(refusal: ThreadlineError) -> Response[str]:
    problem = problem_of(refusal)
    logger.info("refused", problem=problem.code)
    return problem.response()
