"""Calls the agent API's handler as API Gateway does, after its authorizer said yes."""

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from functions.agent_api.app import lambda_handler


class Context:
    function_name = "agent-api"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:agent-api"
    aws_request_id = "request-1"

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def problem(self) -> str:
        """The code of the problem that this answer is."""
        assert self.headers["Content-Type"] == "application/problem+json", self
        assert self.body["status"] == self.status
        assert self.body["type"] == f"urn:threadline:problem:{self.body['code']}"
        return str(self.body["code"])


@dataclass(frozen=True)
class Caller:
    """One token's view of the API."""

    scope: str = "agent"
    agent: str = "ana"
    channels: str = ""
    token: str = "token-1"
    limit: str = ""
    subject: str = ""

    def get(self, path: str, **query: str | int) -> Answer:
        return self.call("GET", path, query)

    def post(self, path: str, body: Any = None, key: str | None = None) -> Answer:
        headers = {} if key is None else {"idempotency-key": key}
        return self.call("POST", path, {}, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        return self.call("PATCH", path, {}, body, _named(headers))

    def put(self, path: str, body: Any, **headers: str) -> Answer:
        """``headers`` with ``_`` for ``-``: ``if_match='"3"'``."""
        return self.call("PUT", path, {}, body, _named(headers))

    def delete(self, path: str, **headers: str) -> Answer:
        return self.call("DELETE", path, {}, None, _named(headers))

    def call(
        self,
        method: str,
        path: str,
        query: dict[str, str | int],
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        raw_query = urlencode(query)
        event: dict[str, Any] = {
            "version": "2.0",
            "routeKey": "ANY /v1/{proxy+}",
            "rawPath": path,
            "rawQueryString": raw_query,
            "headers": {"content-type": "application/json", **(headers or {})},
            "requestContext": {
                "http": {"method": method, "path": path},
                "stage": "$default",
                "requestId": "request-1",
                "authorizer": {
                    "lambda": {
                        "token": self.token,
                        "scope": self.scope,
                        "agent": self.agent,
                        "channels": self.channels,
                        "limit": self.limit,
                        "subject": self.subject,
                    }
                },
            },
            "isBase64Encoded": False,
        }
        if query:
            event["queryStringParameters"] = dict(parse_qsl(raw_query, keep_blank_values=True))
        if body is not None:
            event["body"] = body if isinstance(body, str) else json.dumps(body)
        answer = lambda_handler(event, Context())
        flat: dict[str, str] = dict(answer.get("headers", {}))
        for name, values in answer.get("multiValueHeaders", {}).items():
            flat[name] = values[0]
        return Answer(answer["statusCode"], flat, _body(answer, flat.get("Content-Type", "")))


def _body(answer: dict[str, Any], kind: str) -> Any:
    """JSON as what it says, anything else as the text or bytes it is."""
    text = answer.get("body") or ""
    if answer.get("isBase64Encoded"):
        return base64.b64decode(text)
    return text if kind.startswith("image/") else json.loads(text or "null")


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
