"""A body is JSON that can be kept, or the caller is told why not."""

import base64
from typing import Any

import pytest

from functions.agent_api.app import lambda_handler
from tests.functions.agent_api.caller import Caller, Context

NEWS = "/v1/tokens"


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 100_000,
        '{"days": ' + "9" * 5_000 + "}",
        '{"days": NaN}',
        '{"days": 1e999}',
        '{"label": "half \\ud83d a pair"}',
    ],
)
def test_what_is_no_json_that_can_be_passed_on_is_refused(body: str) -> None:
    answer = Caller(scope="admin").post(NEWS, body)
    assert (answer.status, answer.problem) == (400, "malformed-json")


@pytest.mark.parametrize("body", ["[]", '[{"scope": "agent"}]', '"text"', "null", "7"])
def test_a_body_is_an_object(body: str) -> None:
    answer = Caller(scope="admin").post(NEWS, body)
    assert (answer.status, answer.problem) == (422, "invalid-request")


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "application/xml"],
)
def test_a_body_of_another_type_is_refused(kind: str) -> None:
    answer = lambda_handler(_event({"content-type": kind}, "scope=agent"), Context())
    assert answer["statusCode"] == 415
    assert answer["headers"]["Content-Type"] == "application/problem+json"


def test_bytes_that_are_no_text_are_refused() -> None:
    event = _event({"content-type": "application/json; charset=utf-8"}, "")
    event |= {"isBase64Encoded": True, "body": base64.b64encode(b"\xff\xfe").decode()}
    assert lambda_handler(event, Context())["statusCode"] == 400


def test_a_method_that_a_path_does_not_have_is_told_with_those_it_has() -> None:
    answer = Caller(scope="admin").put(NEWS, {})
    assert (answer.status, answer.problem) == (405, "no-such-method")
    assert answer.headers["Allow"] == "GET, POST"


def _event(headers: dict[str, str], body: str) -> dict[str, Any]:
    return {
        "version": "2.0",
        "routeKey": "ANY /v1/{proxy+}",
        "rawPath": NEWS,
        "rawQueryString": "",
        "headers": headers,
        "body": body,
        "isBase64Encoded": False,
        "requestContext": {
            "http": {"method": "POST", "path": NEWS},
            "stage": "$default",
            "requestId": "request-1",
            "authorizer": {"lambda": {"token": "token-1", "scope": "admin"}},
        },
    }
