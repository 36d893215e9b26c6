"""What Twilio answers to a send, by its codes, and by HTTP where it says none."""

import json
from typing import Any

import pytest

from functions.sms import codes
from functions.sms.answers import message_id
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer


def answer(status: int, value: object, **headers: str) -> Answer:
    return Answer(status, headers, json.dumps(value).encode())


def refusal(code: object, status: int = 400, **headers: str) -> Answer:
    return answer(status, {"code": code, "message": "No", "status": status}, **headers)


def raised(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(given)
    return caught.value


@pytest.mark.parametrize("sid", ["SM1f0e", "MM1f0e"])
def test_the_id_of_what_was_taken(sid: str) -> None:
    told = {"sid": sid, "status": "queued", "error_code": None, "num_segments": "1"}
    assert message_id(answer(201, told)) == sid


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (21610, OptedOut),
        (21211, RecipientUnreachable),
        (21614, RecipientUnreachable),
        (21612, RecipientUnreachable),
        (21408, RecipientUnreachable),
        (21608, RecipientUnreachable),
        (30003, RecipientUnreachable),
        (30005, RecipientUnreachable),
        (30006, RecipientUnreachable),
        (21606, MessageRejected),
        (21617, MessageRejected),
        (21620, MessageRejected),
        (30007, MessageRejected),
        (30034, MessageRejected),
        (20429, ChannelThrottled),
        (14107, ChannelThrottled),
        (30022, ChannelThrottled),
        (21611, ChannelThrottled),
        (30001, ChannelThrottled),
        (63018, ChannelThrottled),
        (20500, ChannelUnavailable),
        (20003, CredentialsRejected),
        (20005, CredentialsRejected),
        (99999, MessageRejected),
    ],
)
def test_a_code_means(code: int, kind: type[SendError]) -> None:
    error = raised(refusal(code))
    assert (type(error), error.code, error.title) == (kind, str(code), "No")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, CredentialsRejected),
        (403, CredentialsRejected),
        (400, MessageRejected),
        (408, ChannelUnavailable),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (503, ChannelUnavailable),
        (504, OutcomeUnknown),
        (302, ChannelUnavailable),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"code": "x"}', b'{"code": null}'])
def test_without_a_code_the_status_counts(status: int, kind: type[SendError], body: bytes) -> None:
    assert type(raised(Answer(status, {}, body))) is kind


def test_advice_to_wait_is_taken() -> None:
    assert raised(refusal(20429, 429, **{"Retry-After": "7"})).retry_after == 7
    assert raised(refusal(20429, 429)).retry_after is None
    assert raised(refusal(30001)).retry_after == 60


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"sid": "SM1", "status": "failed", "error_code": 21610}, OptedOut),
        ({"sid": "SM1", "status": "undelivered", "error_code": 30006}, RecipientUnreachable),
        ({"sid": "SM1", "status": "failed", "error_code": None}, MessageRejected),
        ({"sid": "", "status": "queued"}, OutcomeUnknown),
        ({"sid": 7}, OutcomeUnknown),
        ([], OutcomeUnknown),
    ],
)
def test_yes_with_an_error_inside_is_none(told: Any, kind: type[SendError]) -> None:
    assert type(raised(answer(201, told))) is kind


def test_no_code_has_two_meanings() -> None:
    every = [code for meant in codes._MEANING.values() for code in meant]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("code", ["", "x", "٣٠٠٠٣", "-1", "1" * 30, "None"])
def test_what_is_no_code_means_nothing(code: str) -> None:
    assert codes.kind(code) is None
    assert not codes.retryable(code)
    assert codes.title(code)
