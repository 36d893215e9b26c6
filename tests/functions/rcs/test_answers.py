"""What Google's answers mean for a message."""

import json
from typing import Any

import pytest

from functions.rcs import answers
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


def answer(status: int, code: str = "", **headers: str) -> Answer:
    told = {"error": {"code": status, "status": code, "message": "Why."}} if code else {}
    return Answer(status, headers, json.dumps(told).encode())


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "INVALID_ARGUMENT", MessageRejected),
        (400, "FAILED_PRECONDITION", MessageRejected),
        (401, "UNAUTHENTICATED", CredentialsRejected),
        (403, "PERMISSION_DENIED", CredentialsRejected),
        (404, "NOT_FOUND", RecipientUnreachable),
        (413, "", MessageRejected),
        (429, "RESOURCE_EXHAUSTED", ChannelThrottled),
        (500, "INTERNAL", ChannelUnavailable),
        (503, "UNAVAILABLE", ChannelUnavailable),
        (504, "DEADLINE_EXCEEDED", OutcomeUnknown),
        (302, "", ChannelUnavailable),
    ],
)
def test_each_answer_is_an_error_of_ours(status: int, code: str, kind: type[SendError]) -> None:
    for read in (answers.check, answers.taken):
        with pytest.raises(kind) as caught:
            read(answer(status, code))
        assert type(caught.value) is kind
        assert caught.value.code in (code, str(status))


def test_a_rest_that_is_advised_is_told() -> None:
    with pytest.raises(ChannelThrottled) as caught:
        answers.check(answer(429, "RESOURCE_EXHAUSTED", **{"Retry-After": "30"}))
    assert caught.value.retry_after == 30


def test_what_was_there_before_was_sent_before() -> None:
    answers.taken(answer(409, "ALREADY_EXISTS"))
    with pytest.raises(MessageRejected):
        answers.check(answer(409, "ALREADY_EXISTS"))


@pytest.mark.parametrize("body", [b"", b"{}", b'{"name":"phones/+1/agentMessages/x"}', b"<html>"])
def test_a_yes_is_a_yes_whatever_else_it_says(body: bytes) -> None:
    answers.taken(Answer(200, {}, body))


def test_a_yes_with_an_error_inside_is_one() -> None:
    with pytest.raises(OutcomeUnknown):
        answers.taken(answer(200, "INTERNAL"))


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"error":"x"}', b'{"error":{"status":7}}'])
def test_an_error_without_its_shape_is_read_by_its_status(body: Any) -> None:
    with pytest.raises(RecipientUnreachable):
        answers.check(Answer(404, {}, body))
