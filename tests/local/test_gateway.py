import base64
from typing import Any

import pytest

from tests.local.fakes import Behaviour, FakeFunctions
from tests.local.gateway import LONGEST_BODY, Gateway
from tests.local.http_answers import Answer
from tests.local.http_messages import Request
from tests.local.invoking import Timeout
from tests.local.routes import Authorizer, Route

GUARD = Authorizer("guard", "authorization", keeps_s=60)
ROUTES = [
    Route("ANY /v1/{proxy+}", "api", GUARD),
    Route("GET /v1/openapi.json", "api"),
    Route("POST /webhooks/{account}", "hook"),
]


def _gateway(behaviour: Behaviour) -> tuple[Gateway, FakeFunctions]:
    functions = FakeFunctions(behaviour)
    return Gateway("api1", ROUTES, functions), functions


def _request(method: str, path: str, **more: Any) -> Request:
    headers = tuple(more.pop("headers", {}).items())
    return Request(method, path, more.pop("raw_query", ""), headers, **more)


def _message(answer: Answer) -> tuple[int, bytes]:
    return answer.status, answer.body


def test_the_function_of_the_route_gets_the_request_and_its_answer_is_returned() -> None:
    done = {"statusCode": 201, "headers": {"X-A": "b"}, "cookies": ["c=1", "d=2"], "body": "hi"}
    gateway, functions = _gateway(lambda _: done)

    answer = gateway.handle(
        _request(
            "POST",
            "/webhooks/ma%20in",
            raw_query="a=1&a=2&b=",
            headers={"Content-Type": "application/json", "Cookie": "x=1; y=2", "X-A": "1"},
            body=b'{"a": 1}',
        )
    )

    event = functions.events[0]
    assert event["routeKey"] == "POST /webhooks/{account}"
    assert event["pathParameters"] == {"account": "ma in"}
    assert event["queryStringParameters"] == {"a": "1,2", "b": ""}
    assert event["cookies"] == ["x=1", "y=2"]
    assert "cookie" not in event["headers"]
    assert (event["body"], event["isBase64Encoded"]) == ('{"a": 1}', False)
    assert (answer.status, answer.body) == (201, b"hi")
    assert [value for name, value in answer.headers if name == "set-cookie"] == ["c=1", "d=2"]


@pytest.mark.parametrize(
    ("kind", "body"), [("image/png", b"\x89PNG"), ("application/json", b"\xff")]
)
def test_a_body_that_is_no_text_goes_as_base64(kind: str, body: bytes) -> None:
    gateway, functions = _gateway(lambda _: {"statusCode": 200})

    gateway.handle(_request("POST", "/webhooks/main", headers={"content-type": kind}, body=body))

    assert functions.events[0]["isBase64Encoded"] is True
    assert base64.b64decode(functions.events[0]["body"]) == body


def test_a_base64_answer_is_decoded() -> None:
    gateway, _ = _gateway(lambda _: {"statusCode": 200, "body": "iVA=", "isBase64Encoded": True})

    assert gateway.handle(_request("POST", "/webhooks/main")).body == b"\x89P"


def test_a_value_that_is_no_answer_is_answered_as_json() -> None:
    gateway, _ = _gateway(lambda _: {"a": 1})

    assert _message(gateway.handle(_request("POST", "/webhooks/main"))) == (200, b'{"a": 1}')


def test_an_unknown_path_is_not_found() -> None:
    gateway, functions = _gateway(lambda _: None)

    assert _message(gateway.handle(_request("GET", "/webhooks/main"))) == (
        404,
        b'{"message":"Not Found"}',
    )
    assert functions.events == []


def test_an_error_of_the_function_tells_nothing() -> None:
    def fail(_: Any) -> None:
        raise ValueError("a secret")

    gateway, _ = _gateway(fail)

    assert _message(gateway.handle(_request("POST", "/webhooks/main"))) == (
        500,
        b'{"message":"Internal Server Error"}',
    )


def test_an_answer_that_is_none_is_an_error() -> None:
    gateway, _ = _gateway(lambda _: {"statusCode": "what"})

    assert gateway.handle(_request("POST", "/webhooks/main")).status == 500


def test_a_function_that_takes_too_long_is_unavailable() -> None:
    def late(_: Any) -> None:
        raise Timeout

    gateway, _ = _gateway(late)

    assert _message(gateway.handle(_request("POST", "/webhooks/main"))) == (
        503,
        b'{"message":"Service Unavailable"}',
    )


def test_a_body_that_is_too_long_never_reaches_the_function() -> None:
    gateway, functions = _gateway(lambda _: None)

    answer = gateway.handle(_request("POST", "/webhooks/main", body=b"x" * (LONGEST_BODY + 1)))

    assert (answer.status, functions.events) == (413, [])


def _guarded(event: Any) -> dict[str, Any]:
    if event.get("type") != "REQUEST":
        return {"statusCode": 200, "body": event["requestContext"]["authorizer"]["lambda"]["who"]}
    return {"isAuthorized": event["identitySource"] == ["ok"], "context": {"who": "ana"}}


def test_without_the_identity_header_nobody_is_asked() -> None:
    gateway, functions = _gateway(_guarded)

    answer = gateway.handle(_request("GET", "/v1/conversations"))

    assert _message(answer) == (401, b'{"message":"Unauthorized"}')
    assert functions.events == []


def test_the_authorizer_says_no() -> None:
    gateway, _ = _gateway(_guarded)

    answer = gateway.handle(_request("GET", "/v1/x", headers={"Authorization": "no"}))

    assert _message(answer) == (403, b'{"message":"Forbidden"}')


def test_the_authorizers_answer_is_kept_and_its_context_handed_on() -> None:
    gateway, functions = _gateway(_guarded)
    request = _request("GET", "/v1/conversations", headers={"Authorization": "ok"})

    answers = [gateway.handle(request).body for _ in range(3)]

    assert answers == [b"ana"] * 3
    assert sum(event.get("type") == "REQUEST" for event in functions.events) == 1


def test_the_more_specific_route_wins() -> None:
    gateway, functions = _gateway(lambda _: {"statusCode": 200})

    assert gateway.handle(_request("GET", "/v1/openapi.json")).status == 200
    assert functions.events[0]["routeKey"] == "GET /v1/openapi.json"
