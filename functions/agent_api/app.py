"""Lambda: the agent API behind API Gateway and its authorizer.

Every error is a problem document; what happens here is recorded in the table before the answer,
so a caller that got none may ask again with the same ``Idempotency-Key``.
"""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from functions.agent_api import (
    accounts,
    agents,
    assign,
    attachments,
    audit,
    bots,
    consent,
    contact_merges,
    contact_suggestions,
    contact_timeline,
    contacts,
    conversation_list,
    conversations,
    hours,
    labels,
    mentions,
    messages,
    notes,
    openapi,
    policy,
    preview,
    read_marks,
    replies,
    rules,
    teams,
    templates,
    tokens,
    uploads,
    why,
)
from functions.agent_api.gate import check_need, gate
from functions.agent_api.once import once
from functions.agent_api.pace import paced
from functions.agent_api.problems import Problem, not_found
from functions.agent_api.refusals import REFUSALS, problem_of
from shared.errors import ThreadlineError
from shared.observability import logger

app = APIGatewayHttpResolver(enable_validation=True)
app.use([gate, once])
app.include_router(conversation_list.router)
app.include_router(conversations.router)
app.include_router(read_marks.router)
app.include_router(consent.router)
app.include_router(contacts.router)
app.include_router(contact_timeline.router)
app.include_router(contact_merges.router)
app.include_router(contact_suggestions.router)
app.include_router(messages.router)
app.include_router(why.router)
app.include_router(preview.router)
app.include_router(attachments.router)
app.include_router(uploads.router)
app.include_router(templates.router)
app.include_router(accounts.router)
app.include_router(policy.router)  # before what takes any id of a rule
app.include_router(rules.router)
app.include_router(replies.router)
app.include_router(bots.router)
app.include_router(tokens.router)
app.include_router(audit.router)
app.include_router(hours.router)
app.include_router(assign.router)
app.include_router(teams.router)
app.include_router(agents.router)
app.include_router(labels.router)
app.include_router(notes.router)
app.include_router(mentions.router)


@app.get("/v1/openapi.json", include_in_schema=False)
def get_openapi() -> Response[str]:
    return Response(200, "application/json", openapi.document(app))


@app.not_found
def unknown_path(error: NotFoundError) -> Response[str]:
    return not_found("path").response()


@app.exception_handler(Problem)
def refused(problem: Problem) -> Response[str]:
    return problem.response()


@app.exception_handler(RequestValidationError)
def invalid(error: RequestValidationError) -> Response[str]:
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
    return f"#/{'/'.join(map(str, rest))}" if place == "body" else "/".join(map(str, where))


@app.exception_handler(REFUSALS)
def not_accepted(refusal: ThreadlineError) -> Response[str]:
    problem = problem_of(refusal)
    logger.info("refused", problem=problem.code)
    return problem.response()


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answer: dict[str, Any] = paced(event, lambda: app.resolve(event, context))
    logger.info(
        "answered",
        route=event["requestContext"]["http"]["method"],
        status=answer["statusCode"],
    )
    return answer
