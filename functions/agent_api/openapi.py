"""The OpenAPI 3.1 document of the API, made of the routes themselves."""

from functools import cache

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from functions.agent_api.access import SCHEME


@cache
def document(app: APIGatewayHttpResolver) -> str:
    return app.get_openapi_json_schema(
        title="Threadline agent API",
        version="1",
        openapi_version="3.1.0",
        description="One inbox, one line of history for every customer, answers that go out "
        "once. An operation's `security` names the scopes that may call it, and `all-channels` "
        "where the token must not be narrowed to some. Errors are problem details (RFC 9457); what "
        'API Gateway itself answers (401, 403, 413, 429, 503) keeps its `{"message"}`.',
        security_schemes={SCHEME: HTTPBearer(scheme="bearer")},
        security=[{SCHEME: []}],
    )
