"""What each answer of Telegram means for a message of ours."""

import json
from typing import Any

import pytest

from functions.telegram.answers import Moved, message_id, result
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

TAKEN = {"message_id": 21, "chat": {"id": 7001, "type": "private"}, "date": 1, "text": "Hi"}


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def refusal(code: Any, description: str = "Bad Request: no", **more: Any) -> Answer:
    told = {"ok": False, "error_code": code, "description": description}
    if more:
        told["parameters"] = more
    return answer(code if isinstance(code, int) else 400, told)


def error_of(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(given)
    return caught.value


def test_the_id_of_what_was_taken_names_its_chat() -> None:
    assert message_id(answer(200, {"ok": True, "result": TAKEN})) == "7001:21"


@pytest.mark.parametrize(
    ("code", "description", "meaning"),
    [
        (400, "Bad Request: chat not found", RecipientUnreachable),
        (400, "Bad Request: user not found", RecipientUnreachable),
        (400, "Bad Request: PEER_ID_INVALID", RecipientUnreachable),
        (400, "Bad Request: have no rights to send a message", RecipientUnreachable),
        (400, "Bad Request: message is too long", MessageRejected),
        (400, "Bad Request: message text is empty", MessageRejected),
        (400, "Bad Request: can't parse entities: unclosed", MessageRejected),
        (400, "Bad Request: wrong file identifier/HTTP URL specified", MessageRejected),
        (400, "Bad Request: BUTTON_DATA_INVALID", MessageRejected),
        (400, "Bad Request: VOICE_MESSAGES_FORBIDDEN", MessageRejected),
        (401, "Unauthorized", CredentialsRejected),
        (403, "Forbidden: bot was blocked by the user", RecipientUnreachable),
        (403, "Forbidden: user is deactivated", RecipientUnreachable),
        (403, "Forbidden: bot can't initiate conversation with a user", RecipientUnreachable),
        (403, "Forbidden: bot was kicked from the supergroup chat", RecipientUnreachable),
        (404, "Not Found", CredentialsRejected),
        (409, "Conflict: terminated by other getUpdates request", CredentialsRejected),
        (413, "Request Entity Too Large", MessageRejected),
        (429, "Too Many Requests: retry after 5", ChannelThrottled),
        (500, "Internal Server Error", ChannelUnavailable),
        (502, "Bad Gateway", ChannelUnavailable),
        (503, "Service Unavailable", ChannelUnavailable),
        (504, "Gateway Timeout", OutcomeUnknown),
    ],
)
def test_each_error_has_its_meaning(code: int, description: str, meaning: type[SendError]) -> None:
    error = error_of(refusal(code, description))
    assert type(error) is meaning
    assert error.code == str(code)


def test_an_error_inside_a_yes_is_an_error() -> None:
    inside = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked"}
    assert type(error_of(answer(200, inside))) is RecipientUnreachable
    assert type(error_of(answer(200, {"ok": False}))) is MessageRejected


def test_the_title_is_the_platforms_without_its_status() -> None:
    error = error_of(refusal(403, "Forbidden: bot was blocked by the user"))
    assert error.as_content() == {
        "code": "403",
        "title": "bot was blocked by the user",
        "retryable": False,
    }
    assert error_of(refusal(401, "Unauthorized")).title == "Unauthorized"


@pytest.mark.parametrize(
    ("more", "header", "seconds"),
    [
        ({"retry_after": 35}, "", 35.0),
        ({"retry_after": 35}, "60", 35.0),
        ({}, "60", 60.0),
        ({"retry_after": "soon"}, "", None),
        ({"retry_after": -1}, "", None),
        ({}, "", None),
    ],
)
def test_the_advised_pause_is_kept(more: Any, header: str, seconds: float | None) -> None:
    told = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": more}
    assert error_of(answer(429, told, Retry_After=header)).retry_after == seconds


def test_a_group_that_moved_says_where() -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    error = error_of(refusal(400, words, migrate_to_chat_id=-1001234567890))
    assert isinstance(error, Moved)
    assert error.chat == -1001234567890


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (302, ChannelUnavailable),
        (400, MessageRejected),
        (401, CredentialsRejected),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (504, OutcomeUnknown),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"ok":true}', b'{"ok":1}'])
def test_without_words_the_status_decides(
    status: int, meaning: type[SendError], body: bytes
) -> None:
    assert type(error_of(answer(status, body))) is meaning


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        {"ok": True},
        {"ok": True, "result": True},
        {"ok": True, "result": {"message_id": 21}},
        {"ok": True, "result": {"message_id": "21", "chat": {"id": 7001}}},
        {"ok": "yes", "result": TAKEN},
    ],
)
def test_a_yes_without_an_id_is_no_answer(body: Any) -> None:
    assert type(error_of(answer(200, body))) is OutcomeUnknown


def test_other_calls_have_other_results() -> None:
    assert result(answer(200, {"ok": True, "result": True})) is True
    with pytest.raises(RecipientUnreachable):
        result(refusal(403, "Forbidden: user is deactivated"))
