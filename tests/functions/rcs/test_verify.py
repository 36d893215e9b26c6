"""Google's calls are authentic with the client token, and with nothing less."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest

from functions.rcs.verify import verify
from shared.errors import Forged
from shared.intake.incoming import LONGEST_UNPROVED, Asked, Request, request_of
from tests.events import load, names
from tests.functions.rcs import calls
from tests.functions.rcs.calls import SECRET, TOKEN, call, handshake, message

SIGNED = [name for name in names("rcs") if name != "handshake"]
# Made once by hand: the token, the data as it is wrapped, and its signature.
DATA = (
    "eyJhZ2VudElkIjoiZGVtb0ByYm0uZ29vZyIsInNlbmRlclBob25lTnVtYmVyIjoiKzE0MTU1NTUwMTAwIiwibWVzc2Fn"
    "ZUlkIjoiTXgxIiwic2VuZFRpbWUiOiIyMDI2LTAxLTAyVDAzOjA0OjA1LjY3OFoiLCJ0ZXh0IjoiaGkifQ=="
)
SIGNATURE = (
    "Jtvi0fGoiVWTc3ItVhFSYKKNZQir6kwvSitDqg+LgNxTtXBJ6y1I6kMxPBILSngu48CeWR9C4XRI/UJmBra8bA=="
)


@pytest.fixture
def request_() -> Request:
    return request_of(call(message(text="café 👋")))


def refused(request: Request, secrets: Any = SECRET) -> bool:
    try:
        verify(request, secrets)
    except Forged:
        return True
    return False


def signed(request: Request, signature: str) -> Request:
    return replace(request, headers={**request.headers, "x-goog-signature": signature})


def with_body(request: Request, **body: Any) -> Request:
    return replace(request, body=json.dumps({**json.loads(request.body), **body}).encode())


def test_the_vector_is_authentic_and_unwrapped(request_: Request) -> None:
    request = signed(with_body(request_, message={"data": DATA}), SIGNATURE)
    assert verify(request, {"clientToken": "client-token-for-tests"}) == base64.b64decode(DATA)


def test_a_signature_over_the_wrapped_text_is_refused(request_: Request) -> None:
    mac = hmac.new(TOKEN.encode(), DATA.encode(), hashlib.sha512).digest()
    wrong = base64.b64encode(mac).decode()
    assert wrong.startswith("5f7LZqPwT0UcP0buFWHR")
    assert refused(signed(with_body(request_, message={"data": DATA}), wrong))


def test_what_nobody_has_proved_is_not_read_at_any_length(request_: Request) -> None:
    longest = request_.body + b" " * (LONGEST_UNPROVED - len(request_.body))
    assert not refused(replace(request_, body=longest))
    assert refused(replace(request_, body=longest + b" "))


@pytest.mark.parametrize("name", SIGNED)
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    request = request_of(load("rcs", name))
    data = verify(request, SECRET)
    body = json.loads(request.body)
    for more in (b" ", b"x", b"\0"):
        body["message"]["data"] = base64.b64encode(data + more).decode()
        assert refused(replace(request, body=json.dumps(body).encode()))


def test_what_is_around_the_data_is_not_signed(request_: Request) -> None:
    around = with_body(request_, subscription="another", more=1)
    assert verify(around, SECRET) == verify(request_, SECRET)


def test_a_call_without_a_signature_is_refused(request_: Request) -> None:
    assert refused(replace(request_, headers={}))


@pytest.mark.parametrize("change", ["", "A", " {}", "{} ", "{},{}", "é{}", "sha512={}", "\udc80"])
def test_a_signature_that_is_not_the_very_one_is_refused(request_: Request, change: str) -> None:
    given = request_.headers["x-goog-signature"]
    assert refused(signed(request_, change.format(given, given)))


def test_another_spelling_of_the_signature_is_refused(request_: Request) -> None:
    given = request_.headers["x-goog-signature"]
    raw = base64.b64decode(given)
    for other in (given.lower(), given.rstrip("="), raw.hex()):
        assert refused(signed(request_, other))
    short = base64.b64encode(hmac.digest(TOKEN.encode(), b"", "sha256")).decode()
    assert refused(signed(request_, short))


def test_another_token_is_refused() -> None:
    assert refused(request_of(call(message(text="hi"), token="another-token")))


@pytest.mark.parametrize("token", ["", None, 7, ["client-token-for-tests"]])
def test_without_a_token_nothing_is_authentic(token: Any) -> None:
    request = request_of(call(message(text="hi"), token=token if isinstance(token, str) else "x"))
    assert refused(request, {**SECRET, "clientToken": token})
    assert refused(request_of(handshake(token="")), {**SECRET, "clientToken": token})


def test_two_tokens_serve_while_one_takes_over_from_the_other() -> None:
    both = {**SECRET, "clientToken": "new", "previous_clientToken": "old"}
    for token in ("new", "old"):
        assert verify(request_of(call(message(text="hi"), token=token)), both)
        with pytest.raises(Asked):
            verify(request_of(handshake(token)), both)
    assert refused(request_of(call(message(text="hi"))), both)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"message":null}',
        b'{"message":{}}',
        b'{"message":{"data":7}}',
        b'{"message":{"data":"a"}}',
        b'{"message":{"data":"e30=\\n"}}',
        b'{"message":{"data":"\\u00e9\\u00e9\\u00e9\\u00e9"}}',
        b'{"message":{"data":"e3-_"}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_wrapped_data_is_refused(request_: Request, body: bytes) -> None:
    assert refused(replace(request_, body=body))


def test_the_published_handshake_gets_its_secret_back() -> None:
    request = request_of(handshake("SJENCPGJESMGUFPY"))
    with pytest.raises(Asked) as asked:
        verify(request, {"clientToken": "SJENCPGJESMGUFPY"})
    assert (asked.value.reply.body, asked.value.reply.content_type) == ("1234567890", "text/plain")


@pytest.mark.parametrize("token", ["", "sjencpgjesmgufpy", "SJENCPGJESMGUFPY ", "é", "\udc80"])
def test_a_handshake_with_another_token_is_refused(token: str) -> None:
    assert refused(request_of(handshake(token)), {"clientToken": "SJENCPGJESMGUFPY"})


@pytest.mark.parametrize(
    "body", [{"secret": "1"}, {"secret": 1}, {"clientToken": 7}, {"secret": None}]
)
def test_half_a_handshake_is_refused(body: dict[str, Any]) -> None:
    whole = {"clientToken": TOKEN, **body} if "secret" in body and body["secret"] != "1" else body
    assert refused(request_of(calls.posted(json.dumps(whole).encode(), None)))


def test_a_handshake_does_not_carry_messages() -> None:
    body = {"clientToken": TOKEN, "secret": "1", "message": {"data": DATA}}
    assert refused(request_of(calls.posted(json.dumps(body).encode(), None)))
