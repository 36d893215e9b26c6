"""The OpenAPI 3.1 document of the API, made of the routes themselves."""

import json
from functools import cache
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from functions.agent_api.access import SCHEME
from functions.agent_api.once import HEADER, LONGEST_KEY
from functions.agent_api.problems import CONTENT_TYPE

_KEY: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "The same key and body gives the same answer, for two days.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}
_CONFLICT: Final = {
    "description": "Conflict",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
}


@cache
def document(app: APIGatewayHttpResolver) -> str:
    text = app.get_openapi_json_schema(
        title="Threadline agent API",
        version="1",
        openapi_version="3.1.0",
        description="One inbox, one line of history for every customer, answers that go out "
        "once. An operation's `security` names the scopes that may call it, and `all-channels` "
        "where the token must not be narrowed to some. Errors are problem details (RFC 9457), "
        "which docs/problems.md lists; what "
        'API Gateway itself answers (401, 403, 413, 429, 503) keeps its `{"message"}`.',
        security_schemes={SCHEME: HTTPBearer(scheme="bearer")},
        security=[{SCHEME: []}],
    )
    said = json.loads(text)
    for path in said["paths"].values():
        if "post" in path:
            _take_key(path["post"])
    return json.dumps(said, ensure_ascii=False)


def _take_key(post: dict[str, Any]) -> None:
    """Some routes declare the key themselves; for the others it is taken by all alike."""
    parameters = post.setdefault("parameters", [])
    if not any(one["name"].lower() == HEADER.lower() for one in parameters):
        parameters.append(_KEY)
        post["responses"].setdefault("409", _CONFLICT)
