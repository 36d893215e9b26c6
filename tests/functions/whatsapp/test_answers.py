"""What each answer of WhatsApp means for a message of ours."""

import json
from typing import Any

import pytest

from functions.whatsapp.answers import MEANING, check, message_id
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
    WindowClosed,
)
from shared.provider.answers import Answer

TAKEN = {"messaging_product": "whatsapp", "messages": [{"id": "wamid.X"}]}
CLASSES: dict[type[SendError], tuple[int, ...]] = {
    ChannelUnavailable: (1, 2, 131000, 131016, 133004),
    ChannelThrottled: (4, 80007, 130429, 133016, 131048, 131064, 368, 131031, 131042),
    RecipientThrottled: (131056,),
    WindowClosed: (131047,),
    RecipientUnreachable: (131026, 130472, 131062, 131030, 130497),
    OptedOut: (131050,),
    CredentialsRejected: (190, 0, 3, 10, 200, 250, 299),
    MessageRejected: (
        *(132000, 132001, 132005, 132007, 132008, 132012, 132018, 132015, 132016),
        *(131037, 131063, 131065, 131049),
        *(131052, 131053, 100, 131008, 131009, 131051, 137000),
    ),
}


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def refusal(code: Any, message: str = "no", status: int = 400, **headers: str) -> Answer:
    error = {"message": message, "type": "OAuthException", "code": code}
    return answer(status, {"error": error}, **headers)


def error_of(given: Answer) -> SendError:
    with pytest.raises(SendError) as caught:
        message_id(given)
    return caught.value


def test_the_id_of_what_was_taken() -> None:
    assert message_id(answer(200, TAKEN)) == "wamid.X"


@pytest.mark.parametrize("status", [400, 500])
@pytest.mark.parametrize(
    ("meaning", "code"), [(kind, code) for kind, codes in CLASSES.items() for code in codes]
)
def test_the_code_decides_whatever_the_status(
    meaning: type[SendError], code: int, status: int
) -> None:
    error = error_of(refusal(code, status=status))
    assert type(error) is meaning
    assert error.code == str(code)


def test_no_code_means_two_things_and_none_is_untested() -> None:
    listed = [code for codes in MEANING.values() for code in codes]
    assert len(listed) == len(set(listed))
    tested = {code for codes in CLASSES.values() for code in codes} | set(range(200, 300))
    assert set(listed) == tested


def test_the_title_is_the_platforms_without_its_number() -> None:
    error = error_of(refusal(131047, "(#131047) Re-engagement message"))
    assert error.as_content() == {
        "code": "131047",
        "title": "Re-engagement message",
        "retryable": False,
    }


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (302, ChannelUnavailable),
        (400, MessageRejected),
        (401, CredentialsRejected),
        (403, CredentialsRejected),
        (404, MessageRejected),
        (408, ChannelUnavailable),
        (429, ChannelThrottled),
        (500, ChannelUnavailable),
        (502, ChannelUnavailable),
        (503, ChannelUnavailable),
        (504, OutcomeUnknown),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]"])
def test_without_a_code_the_status_decides(
    status: int, meaning: type[SendError], body: bytes
) -> None:
    assert type(error_of(answer(status, body))) is meaning


@pytest.mark.parametrize(("status", "meaning"), [(400, MessageRejected), (503, ChannelUnavailable)])
@pytest.mark.parametrize("code", [999999, "strange", None])
def test_an_unknown_code_means_what_its_status_means(
    status: int, meaning: type[SendError], code: Any
) -> None:
    assert type(error_of(refusal(code, status=status))) is meaning


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", {}, {"messages": []}, {"messages": [{}]}, {"messages": [{"id": ""}]}],
)
def test_a_yes_without_an_id_is_no_answer(body: Any) -> None:
    assert type(error_of(answer(200, body))) is OutcomeUnknown


def test_an_error_inside_a_yes_is_an_error() -> None:
    assert type(error_of(refusal(131026, status=200))) is RecipientUnreachable


@pytest.mark.parametrize(("given", "seconds"), [("30", 30.0), ("", None), ("soon", None)])
def test_the_advised_pause_is_kept(given: str, seconds: float | None) -> None:
    assert error_of(refusal(130429, status=429, Retry_After=given)).retry_after == seconds
    assert error_of(answer(503, Retry_After=given)).retry_after == seconds


def test_the_spam_limit_rests_for_an_hour_unless_told_otherwise() -> None:
    assert error_of(refusal(131048)).retry_after == 3600.0
    assert error_of(refusal(131048, Retry_After="60")).retry_after == 60.0


def test_a_signal_needs_no_id() -> None:
    check(answer(200, {"success": True}))
    with pytest.raises(RecipientUnreachable):
        check(refusal(131026))
