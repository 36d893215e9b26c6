"""What each answer of the other system means for a message of ours."""

import json
from typing import Any

import pytest

from functions.custom.answers import check, message_id
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
    WindowClosed,
)
from shared.provider.answers import Answer


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def refusal(status: int, **told: Any) -> Answer:
    return answer(status, {"error": told})


def error_of(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(given, "a.1.b")
    return caught.value


def test_the_id_of_what_was_taken_or_ours_if_there_is_none() -> None:
    assert message_id(answer(200, {"id": "m-1"}), "a.1.b") == "m-1"
    for given in (answer(204), answer(202, {}), answer(200, {"ok": True})):
        assert message_id(given, "a.1.b") == "a.1.b"


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", [], {"id": 7}, {"id": ""}, "ok"])
def test_a_yes_that_cannot_be_understood_is_no_answer(body: Any) -> None:
    assert type(error_of(answer(200, body))) is OutcomeUnknown


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (302, ChannelUnavailable),
        (400, MessageRejected),
        (401, CredentialsRejected),
        (403, CredentialsRejected),
        (404, MessageRejected),
        (408, ChannelUnavailable),
        (409, OptedOut),
        (410, RecipientUnreachable),
        (413, MessageRejected),
        (422, MessageRejected),
        (425, ChannelThrottled),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (503, ChannelUnavailable),
        (504, OutcomeUnknown),
    ],
)
def test_each_status_has_its_meaning(status: int, meaning: type[SendError]) -> None:
    for given in (answer(status), answer(status, b"<html>"), answer(status, [])):
        assert type(error_of(given)) is meaning


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("opted-out", OptedOut),
        ("blocked", RecipientUnreachable),
        ("unknown-contact", RecipientUnreachable),
        ("window-closed", WindowClosed),
        ("credentials", CredentialsRejected),
        ("rejected", MessageRejected),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 404, 500])
def test_a_known_code_says_more_than_the_status(
    status: int, code: str, meaning: type[SendError]
) -> None:
    error = error_of(refusal(status, code=code, title="No."))
    assert (type(error), error.code, error.title) == (meaning, code, "No.")


def test_an_own_code_is_shown_and_the_status_decides() -> None:
    error = error_of(refusal(422, code="no-stickers", title="No stickers here."))
    assert (type(error), error.code) == (MessageRejected, "no-stickers")
    assert type(error_of(refusal(200, code="odd"))) is MessageRejected
    assert type(error_of(answer(200, {"error": "odd"}))) is MessageRejected


def test_whether_it_is_worth_another_try_can_be_said() -> None:
    assert type(error_of(refusal(400, code="x", retryable=True))) is ChannelUnavailable
    assert type(error_of(refusal(500, code="x", retryable=False))) is MessageRejected
    assert type(error_of(refusal(429, code="x", retryable=True))) is ChannelThrottled
    assert type(error_of(refusal(400, code="x", retryable="yes"))) is MessageRejected


def test_how_long_to_wait_is_heard() -> None:
    assert error_of(answer(429, None, Retry_After="7")).retry_after == 7.0
    assert error_of(answer(503, None, Retry_After="7")).retry_after == 7.0


def test_a_signal_needs_no_id() -> None:
    check(answer(204))
    with pytest.raises(CredentialsRejected):
        check(answer(401))
