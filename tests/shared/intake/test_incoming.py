"""A request is taken from API Gateway's event byte for byte."""

import base64
from typing import Any

import pytest

from shared.intake.incoming import request_of


def event(**changes: Any) -> dict[str, Any]:
    return {
        "headers": {"Content-Type": "application/json"},
        "rawQueryString": "",
        "pathParameters": {"account": "main"},
        "requestContext": {"http": {"method": "POST"}},
        "body": "{}",
        "isBase64Encoded": False,
        **changes,
    }


@pytest.mark.parametrize("raw", [b"", b"{}", "olé 👋".encode(), b"\xff\x00\x1f\x8b"])
def test_an_encoded_body_is_decoded_to_the_bytes_that_were_sent(raw: bytes) -> None:
    encoded = event(body=base64.b64encode(raw).decode(), isBase64Encoded=True)
    assert request_of(encoded).body == raw


def test_a_plain_body_is_utf_8_whatever_is_in_it() -> None:
    assert request_of(event(body='"\\u00e9 é"')).body == b'"\\u00e9 \xc3\xa9"'
    assert request_of(event(body="\ud83d")).body == b"\xed\xa0\xbd"
    assert request_of(event(body=None)).body == b""


def test_names_of_headers_are_lower_case_and_repeated_ones_joined() -> None:
    headers = request_of(event(headers={"X-A": "1", "x-a": "2", "B": "3"})).headers
    assert headers == {"x-a": "1,2", "b": "3"}
    assert request_of(event(headers=None)).headers == {}


def test_the_query_is_decoded_and_repeated_names_joined() -> None:
    request = request_of(event(rawQueryString="a=1%202&b=&a=x%2By"))
    assert request.query == {"a": "1 2,x+y", "b": ""}
    assert request.raw_query == "a=1%202&b=&a=x%2By"


def test_the_credential_set_is_the_account_of_the_path() -> None:
    assert request_of(event()).credential_set == "main"
    assert request_of(event(pathParameters=None)).credential_set == ""
