"""The OpenAPI 3.1 document of the API, made of the routes themselves."""

import json
import re
from functools import cache
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from functions.agent_api.access import SCHEME
from functions.agent_api.openapi_answers import CONFLICT, RESPONSES, answers
from functions.agent_api.openapi_examples import examples
from functions.agent_api.openapi_parameters import parameters
from functions.agent_api.openapi_schemas import always_there, tidied, used

_ABOUT: Final = (
    "One inbox, one line of history for every customer, answers that go out once. Errors are "
    "problem details (RFC 9457), which docs/problems.md lists; what API Gateway itself answers "
    '(401, 403, 413, 429, 503) keeps its `{"message"}`. Lists are pages: `next_cursor` of one is '
    "the `cursor` of the next. Every POST takes an `Idempotency-Key`, and may be asked again with "
    "the same one until an answer comes. An operation's `security` names the scopes that may call "
    "it, and `all-channels` where the token must not be narrowed to some."
)
_WHO: Final = (
    "A token of `POST /v1/tokens`, or a JWT of the issuer that the stack names. Its scope is "
    "`readonly`, `agent` or `admin`, of which each may do what those before it may; it can be "
    "narrowed to channels."
)
_PAGE: Final = re.compile(r"\bPage_(\w+?)View_")


@cache
def document(app: APIGatewayHttpResolver) -> str:
    made = app.get_openapi_json_schema(
        title="Threadline agent API",
        version="1",
        openapi_version="3.1.0",
        description=_ABOUT,
        security_schemes={SCHEME: HTTPBearer(scheme="bearer", description=_WHO)},
        security=[{SCHEME: []}],
    )
    return json.dumps(complete(json.loads(_PAGE.sub(r"\1Page", made))), ensure_ascii=False)


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """With what holds for all routes, and examples."""
    document = tidied(document)
    operations = []
    for path in document["paths"].values():
        for method, operation in path.items():
            operation["parameters"] = parameters(method, operation)
            if method == "post":
                operation["responses"].setdefault("409", CONFLICT)
            operation["responses"] = answers(operation)
            operations.append(operation)
    components = document["components"]
    components["responses"] = RESPONSES
    components["schemas"] = used(components["schemas"], operations, RESPONSES)
    always_there(components["schemas"], operations)
    examples(operations, components["schemas"])
    document["paths"] = dict(sorted(document["paths"].items()))
    return document
