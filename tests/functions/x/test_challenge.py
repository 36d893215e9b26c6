"""X's challenge: what is answered, by which secret, and what is never signed."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from functions.x.webhook import lambda_handler
from shared import aws
from tests.clock import SteppingClock
from tests.events import load
from tests.functions.x.conftest import SECRETS, ready, told_otherwise
from tests.functions.x.reading import as_x_writes, challenge_event, message, payload, signature
from tests.shared import contents_of


@pytest.fixture(autouse=True)
def account(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ready(monkeypatch)
    yield


def answer(token: str) -> str:
    """The ``response_token``, "" of a refusal."""
    told = lambda_handler(challenge_event(token), None)
    if told["statusCode"] != 200:
        assert (told["statusCode"], told["body"]) == (403, "")
        return ""
    assert told["headers"] == {"content-type": "application/json"}
    (only,) = json.loads(told["body"]).items()
    assert only[0] == "response_token"
    return str(only[1])


def test_a_challenge_is_answered_with_its_signature(cloud: Any) -> None:
    assert answer("crc-token-123") == "sha256=x+ZkEsjXNcPTkwv+1BRuhNr42H6vUCWklK3vgIc8z0A="
    assert lambda_handler(load("x", "challenge"), None)["statusCode"] == 200
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})


@pytest.mark.parametrize("token", ["a+b/c==", "ü", "a b", "%", "n" * 1_000])
def test_a_challenge_is_signed_as_it_was_meant_not_as_it_was_escaped(token: str) -> None:
    assert answer(quote(token, safe="")) == signature(token.encode())


@pytest.mark.parametrize("token", ["", "n" * 1_001])
def test_what_is_no_challenge_is_refused(token: str) -> None:
    assert answer(token) == ""
    event = challenge_event("")
    assert lambda_handler({**event, "rawQueryString": ""}, None)["statusCode"] == 403


def test_nobody_gets_an_event_signed_as_a_challenge() -> None:
    event = as_x_writes(payload(message())).decode()
    for token in (event, " " + event, event[:-1], "{", "a{", '{"for_user_id":"1"}'):
        assert answer(quote(token, safe="")) == ""
    repeated = challenge_event(quote("a", safe="") + "&crc_token=" + quote(event, safe=""))
    assert lambda_handler(repeated, None)["statusCode"] == 403


def test_while_one_secret_replaces_the_other_the_new_one_answers() -> None:
    told_otherwise(consumer_secret="new", previous_consumer_secret=SECRETS["consumer_secret"])
    assert answer("token") == signature(b"token", "new")


def test_a_rotated_secret_answers_before_the_old_one_is_forgotten(the_time: SteppingClock) -> None:
    assert answer("token") == signature(b"token")
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/x/main", SecretString=json.dumps({**SECRETS, "consumer_secret": "new"})
    )
    the_time.advance(seconds=61)
    assert answer("token") == signature(b"token", "new")


@pytest.mark.parametrize("secret", ["", None, 7])
def test_without_a_secret_nothing_is_signed(secret: object) -> None:
    told_otherwise(consumer_secret=secret, previous_consumer_secret="old")
    assert answer("token") == ""


def test_an_unknown_account_gets_no_answer() -> None:
    event = challenge_event("token", account="nobody")
    assert lambda_handler(event, None)["statusCode"] == 403
