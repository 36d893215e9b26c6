"""An error in a yes is an error, and each means what it should."""

import json
from typing import Any

import pytest

from functions.wechat.answers import MEANING, TokenRefused, check, fields, needed
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


def answer(body: Any, status: int = 200) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {}, raw)


def error(code: Any, words: str = "") -> SendError:
    with pytest.raises(SendError) as raised:
        check(answer({"errcode": code, "errmsg": words}))
    return raised.value


def test_zero_is_yes() -> None:
    check(answer({"errcode": 0, "errmsg": "ok"}))
    check(answer({"errcode": 0}))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (-1, ChannelUnavailable),
        (40001, TokenRefused),
        (40014, TokenRefused),
        (42001, TokenRefused),
        (40003, RecipientUnreachable),
        (43004, RecipientUnreachable),
        (50005, RecipientUnreachable),
        (45015, WindowClosed),
        (45047, WindowClosed),
        (45009, ChannelThrottled),
        (45011, ChannelThrottled),
        (48002, OptedOut),
        (48001, CredentialsRejected),
        (40013, CredentialsRejected),
        (40125, CredentialsRejected),
        (40164, CredentialsRejected),
        (45002, MessageRejected),
        (40007, MessageRejected),
        (47001, MessageRejected),
        (99999, MessageRejected),
        ("45015", MessageRejected),
        (None, MessageRejected),
    ],
)
def test_each_code_means_what_it_should(code: Any, kind: type[SendError]) -> None:
    found = error(code, "no")
    assert (type(found), found.code, found.title) == (kind, str(code), "no")


def test_no_code_means_two_things() -> None:
    codes = [code for meant in MEANING.values() for code in meant]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("code", "rest"), [(45009, 3600), (45011, 60)])
def test_a_quota_that_is_used_up_rests_as_long_as_it_lasts(code: int, rest: float) -> None:
    assert error(code).retry_after == rest


@pytest.mark.parametrize(
    "words",
    [
        "invalid openid rid: 60f3e5d4-1a2b3c4d-5e6f7a8b",
        "invalid openid, hint: [abc] rid: 60f3e5d4-1a2b3c4d-5e6f7a8b",
        "invalid openid",
    ],
)
def test_the_number_of_the_call_is_no_part_of_the_words(words: str) -> None:
    assert error(40003, words).title == "invalid openid"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", {}, {"msgid": 1}])
def test_a_yes_that_says_nothing_leaves_it_unknown(body: Any) -> None:
    with pytest.raises(OutcomeUnknown):
        check(answer(body))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (502, ChannelUnavailable),
        (504, OutcomeUnknown),
        (429, ChannelThrottled),
        (403, CredentialsRejected),
        (400, MessageRejected),
    ],
)
def test_without_a_code_the_status_decides(status: int, kind: type[SendError]) -> None:
    with pytest.raises(kind):
        check(answer(b"<html>", status))


def test_what_is_asked_for_must_be_there() -> None:
    assert needed(answer({"media_id": "M1"}), "media_id") == "M1"
    assert fields(answer({"errcode": 0, "a": 1}))["a"] == 1
    for odd in ({}, {"media_id": 7}, {"media_id": ""}, {"errcode": 0}):
        with pytest.raises(ChannelUnavailable):
            needed(answer(odd), "media_id")
