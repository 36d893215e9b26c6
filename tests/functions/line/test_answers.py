"""What each answer of LINE means for a message of ours."""

import json
from typing import Any

import pytest

from functions.line.answers import MONTHLY_LIMIT, ReplyTokenInvalid, check, message_id
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer

TAKEN = {"sentMessages": [{"id": "461230966842064897", "quoteToken": "q"}]}


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def error_of(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(given)
    return caught.value


def test_the_id_of_what_was_taken() -> None:
    assert message_id(answer(200, TAKEN)) == "461230966842064897"


def test_what_was_taken_before_is_no_error() -> None:
    message = {"message": "The retry key is already accepted", **TAKEN}
    earlier = {"x_line_accepted_request_id": "r-1"}
    assert message_id(answer(409, message, **earlier)) == "461230966842064897"
    assert message_id(answer(409, {"message": "accepted"}, **earlier)) == "r-1"


@pytest.mark.parametrize(
    "given",
    [
        answer(200),
        answer(200, b"<html>"),
        answer(200, {"sentMessages": []}),
        answer(200, {"sentMessages": [{"id": ""}]}),
        answer(200, {"sentMessages": [{"id": 7}]}),
        answer(409),
    ],
)
def test_a_yes_without_an_id_is_no_answer(given: Answer) -> None:
    assert type(error_of(given)) is OutcomeUnknown


@pytest.mark.parametrize(
    ("status", "message", "meaning"),
    [
        (400, "Invalid reply token", ReplyTokenInvalid),
        (400, "Failed to send messages", RecipientUnreachable),
        (
            400,
            "The property, 'to', in the request body is invalid (line: -, column: -)",
            RecipientUnreachable,
        ),
        (400, "The request body has 1 error(s)", MessageRejected),
        (400, "", MessageRejected),
        (401, "Authentication failed", CredentialsRejected),
        (403, "Access to this API is not available for your account", CredentialsRejected),
        (404, "Not found", MessageRejected),
        (408, "", ChannelUnavailable),
        (410, "Gone", MessageRejected),
        (413, "Payload Too Large", MessageRejected),
        (429, "The API rate limit has been exceeded. Try again later.", ChannelThrottled),
        (429, "", ChannelThrottled),
        (429, "You have reached your monthly limit.", MessageRejected),
        (302, "", ChannelUnavailable),
        (500, "Internal server error", OutcomeUnknown),
        (502, "", OutcomeUnknown),
        (503, "", OutcomeUnknown),
        (504, "", OutcomeUnknown),
    ],
)
def test_each_refusal_has_its_meaning(status: int, message: str, meaning: type[SendError]) -> None:
    error = error_of(answer(status, {"message": message}))
    assert type(error) is meaning
    assert message in error.title


def test_a_property_that_names_the_recipient_is_about_the_recipient() -> None:
    details = [{"message": "invalid", "property": "to"}]
    told = {"message": "The request body has 1 error(s)", "details": details}
    assert type(error_of(answer(400, told))) is RecipientUnreachable
    details[0]["property"] = "messages[0].text"
    error = error_of(answer(400, told))
    assert type(error) is MessageRejected
    assert error.title == "The request body has 1 error(s): invalid (messages[0].text)"


def test_the_months_end_and_a_moments_rush_are_not_the_same() -> None:
    spent = error_of(answer(429, {"message": "You have reached your monthly limit."}))
    assert (spent.code, spent.retryable) == (MONTHLY_LIMIT, False)
    rushed = error_of(answer(429, {"message": "The API rate limit"}, Retry_After="7"))
    assert (rushed.retryable, rushed.retry_after) == (True, 7.0)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", {"message": 7}, {"details": "x"}])
def test_an_error_without_words_is_one_all_the_same(body: Any) -> None:
    assert type(error_of(answer(400, body))) is MessageRejected
    assert type(error_of(answer(500, body))) is OutcomeUnknown


def test_a_signal_needs_no_id() -> None:
    check(answer(202))
    with pytest.raises(CredentialsRejected):
        check(answer(401))
