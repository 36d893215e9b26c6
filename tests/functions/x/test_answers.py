"""X's answers: what each means for a message."""

import json
from typing import Any

import pytest

from functions.x import answers
from functions.x.answers import MEANING, PROBLEMS
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
from tests.clock import SteppingClock


def answer(status: int, told: Any = None, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, b"" if told is None else json.dumps(told).encode())


def meant(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        answers.message_id(given)
    return caught.value


def problem(name: str, status: int = 403) -> Answer:
    kind = f"https://api.x.com/2/problems/{name}" if name else "about:blank"
    return answer(status, {"title": "T", "detail": "D", "type": kind, "status": status})


def test_a_message_that_was_taken_has_an_id() -> None:
    told = {"data": {"dm_conversation_id": "1-2", "dm_event_id": "1346889436626259968"}}
    assert answers.message_id(answer(201, told)) == "1346889436626259968"
    assert answers.message_id(answer(201, {**told, "errors": [{"code": 1}]}))


@pytest.mark.parametrize("told", [None, {}, {"data": {}}, {"data": {"dm_event_id": 7}}, []])
def test_a_yes_without_an_id_may_have_been_sent(told: Any) -> None:
    assert type(meant(answer(201, told))) is OutcomeUnknown


def test_a_yes_with_an_error_inside_is_an_error() -> None:
    error = meant(answer(200, {"errors": [{"code": 349, "message": "You cannot send."}]}))
    assert (type(error), error.code, error.title) == (
        RecipientUnreachable,
        "349",
        "You cannot send.",
    )


@pytest.mark.parametrize(("kind", "codes"), MEANING.items())
def test_codes_mean_what_they_mean_whatever_the_status(
    kind: type[SendError], codes: frozenset[int]
) -> None:
    for code in codes:
        for status in (400, 401, 403, 404):
            error = meant(answer(status, {"errors": [{"code": code, "message": "M"}]}))
            assert (type(error), error.code, error.title) == (kind, str(code), "M")


@pytest.mark.parametrize(("name", "kind"), PROBLEMS.items())
def test_problems_mean_what_they_mean(name: str, kind: type[SendError]) -> None:
    error = meant(problem(name))
    assert (type(error), error.code, error.title) == (kind, name, "D")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, MessageRejected),
        (401, CredentialsRejected),
        (402, CredentialsRejected),
        (403, RecipientUnreachable),
        (404, MessageRejected),
        (408, ChannelUnavailable),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (502, ChannelUnavailable),
        (503, ChannelUnavailable),
        (504, OutcomeUnknown),
        (302, ChannelUnavailable),
    ],
)
def test_without_words_the_status_counts(status: int, kind: type[SendError]) -> None:
    assert type(meant(answer(status))) is kind
    assert type(meant(problem("", status))) is kind
    assert type(meant(answer(status, {"errors": "no"}))) is kind
    assert type(meant(answer(status, {"errors": [7], "type": 7}))) is kind


def test_a_file_that_is_forbidden_is_no_fault_of_the_customer() -> None:
    with pytest.raises(CredentialsRejected):
        answers.data(problem("", 403))
    with pytest.raises(CredentialsRejected):
        answers.check(answer(403))
    with pytest.raises(OutcomeUnknown):
        answers.data(answer(200, {"data": 7}))
    assert answers.data(answer(200, {"data": {"id": "7"}})) == {"id": "7"}
    answers.check(answer(204))


def test_what_ran_out_is_waited_for_until_it_is_given_anew(the_time: SteppingClock) -> None:
    now = the_time.now // 1000
    soon, late = str(now + 120), str(now + 40_000)
    quarter = {"x_rate_limit_remaining": "0", "x_rate_limit_reset": soon}
    day = {"x_user_limit_24hour_remaining": "0", "x_user_limit_24hour_reset": late}
    left = {**day, "x_user_limit_24hour_remaining": "9"}
    assert meant(answer(429, None, **quarter)).retry_after == pytest.approx(120, abs=1)
    assert meant(answer(429, None, **quarter, **day)).retry_after == pytest.approx(40_000, abs=1)
    assert meant(answer(429, None, **quarter, **left)).retry_after == pytest.approx(120, abs=1)
    past = {"x_rate_limit_reset": str(now - 5)}
    assert meant(answer(429, None, **past)).retry_after == 1
    assert meant(answer(429, None, Retry_After="7")).retry_after == 7
    assert meant(answer(429, None, x_rate_limit_reset="soon")).retry_after is None


def test_a_throttled_answer_is_that_whatever_it_says() -> None:
    assert type(meant(problem("invalid-request", 429))) is ChannelThrottled
