"""What each answer of Viber means: it is 200 whatever it says."""

import json
from typing import Any

import pytest

from functions.viber.answers import message_id
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    OutcomeUnknown,
    RecipientThrottled,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer

TOKEN = 2**63 - 5


def answer(body: Any, status: int = 200) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {}, raw)


def error_of(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(given)
    return caught.value


def test_the_token_of_what_was_taken_to_the_last_digit() -> None:
    told = {"status": 0, "status_message": "ok", "message_token": TOKEN, "billing_status": 1}
    assert message_id(answer(told)) == str(TOKEN)
    assert message_id(answer({**told, "message_token": str(TOKEN)})) == str(TOKEN)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (1, MessageRejected),
        (2, CredentialsRejected),
        (3, MessageRejected),
        (4, MessageRejected),
        (5, RecipientUnreachable),
        (6, OptedOut),
        (7, CredentialsRejected),
        (8, CredentialsRejected),
        (9, CredentialsRejected),
        (10, CredentialsRejected),
        (11, RecipientUnreachable),
        (12, RecipientThrottled),
        (13, RecipientUnreachable),
        (14, MessageRejected),
        (15, CredentialsRejected),
        (16, MessageRejected),
        (17, MessageRejected),
        (18, MessageRejected),
        (19, MessageRejected),
        (20, MessageRejected),
        (21, RecipientUnreachable),
        (22, MessageRejected),
        (23, MessageRejected),
        (24, MessageRejected),
        (25, ChannelUnavailable),
        (99, ChannelUnavailable),
        (-1, ChannelUnavailable),
    ],
)
def test_each_status_has_its_meaning(code: int, meaning: type[SendError]) -> None:
    # A refusal brings a token as well: it names nothing that was sent.
    error = error_of(answer({"status": code, "status_message": "x", "message_token": TOKEN}))
    assert (type(error), error.code) == (meaning, str(code))
    assert error.title


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        {},
        {"message_token": TOKEN},
        {"status": None, "message_token": TOKEN},
        {"status": False, "message_token": TOKEN},
        {"status": "0", "message_token": TOKEN},
        {"status": 0},
        {"status": 0, "message_token": 0},
        {"status": 0, "message_token": True},
        {"status": 0, "message_token": ""},
        {"status": 0, "message_token": {}},
    ],
)
def test_what_says_neither_yes_nor_no_is_unknown(body: Any) -> None:
    assert type(error_of(answer(body))) is OutcomeUnknown


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (302, ChannelUnavailable),
        (400, MessageRejected),
        (401, CredentialsRejected),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (503, ChannelUnavailable),
        (504, OutcomeUnknown),
    ],
)
def test_other_than_200_is_no_yes_whatever_it_says(status: int, meaning: type[SendError]) -> None:
    assert type(error_of(answer({"status": 0, "message_token": TOKEN}, status))) is meaning
