"""What the platform's answers mean for a message."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
    WindowClosed,
)
from shared.messenger_platform import answers
from shared.provider.answers import Answer


def answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, headers or {}, json.dumps(body).encode())


def refused(code: Any, subcode: Any = None, status: int = 400) -> SendError:
    told = {"message": f"(#{code}) No.", "code": code, "error_subcode": subcode}
    with pytest.raises(SendError) as raised:
        answers.message_id(answer({"error": told}, status))
    return raised.value


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (10, 2018278, WindowClosed),
        (10, 2534022, WindowClosed),
        (10, 1893063, CredentialsRejected),
        (10, 2018300, MessageRejected),
        (10, None, CredentialsRejected),
        (551, 1545041, RecipientUnreachable),
        (551, None, RecipientUnreachable),
        (200, 1545041, RecipientUnreachable),
        (200, 2018108, RecipientUnreachable),
        (200, None, CredentialsRejected),
        (100, 2018001, RecipientUnreachable),
        (100, 2534014, RecipientUnreachable),
        (100, 2018008, ChannelUnavailable),
        (100, 2018047, MessageRejected),
        (100, None, MessageRejected),
        (190, 463, CredentialsRejected),
        (613, None, ChannelThrottled),
        (4, 2018022, ChannelThrottled),
        (32, None, ChannelThrottled),
        (80006, None, ChannelThrottled),
        (2, None, ChannelUnavailable),
        (1200, None, ChannelUnavailable),
        (368, None, MessageRejected),
        ("10", "2018278", WindowClosed),
    ],
)
def test_each_code_has_its_meaning(code: Any, subcode: Any, kind: type[SendError]) -> None:
    error = refused(code, subcode)
    assert type(error) is kind
    assert error.title == "No."
    assert error.code == (f"{code}/{subcode}" if subcode else str(code))


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, MessageRejected), (401, CredentialsRejected), (500, ChannelUnavailable)],
)
def test_a_code_that_is_new_counts_by_its_status(status: int, kind: type[SendError]) -> None:
    assert type(refused(987654, None, status)) is kind
    assert type(refused("odd", {}, status)) is kind


def test_an_error_in_a_good_answer_is_one() -> None:
    assert type(refused(613, None, 200)) is ChannelThrottled


def test_advice_to_wait_is_followed() -> None:
    told = {"error": {"code": 613, "message": "slow down"}}
    with pytest.raises(ChannelThrottled) as raised:
        answers.message_id(answer(told, 400, {"Retry-After": "7"}))
    assert raised.value.retry_after == 7.0


def test_a_good_answer_names_what_it_took() -> None:
    took = {"recipient_id": "1", "message_id": "m_1", "attachment_id": "2"}
    assert answers.message_id(answer(took)) == "m_1"
    assert answers.attachment_id(answer(took)) == "2"


@pytest.mark.parametrize("body", [{"recipient_id": "1"}, {}, [], "ok"])
def test_an_action_is_shown_whatever_a_good_answer_holds(body: Any) -> None:
    answers.shown(answer(body))


@pytest.mark.parametrize("body", [{}, {"message_id": ""}, {"message_id": 5}, [], "ok"])
def test_a_yes_to_nothing_is_no_yes(body: Any) -> None:
    with pytest.raises(OutcomeUnknown):
        answers.message_id(answer(body))


@pytest.mark.parametrize(("status", "kind"), [(504, OutcomeUnknown), (503, ChannelUnavailable)])
def test_an_answer_of_no_json_counts_by_its_status(status: int, kind: type[SendError]) -> None:
    with pytest.raises(kind):
        answers.message_id(Answer(status, {}, b"<html>"))
