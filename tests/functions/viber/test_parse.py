"""Viber's payload: who, when and which, and what is none of it."""

from typing import Any

import pytest

from functions.viber.parse import parse
from tests.functions.viber.reading import (
    ANA,
    AT,
    MESSAGE_TOKEN,
    as_viber_writes,
    happened,
    message,
    read_said,
    reason,
    said,
)


def test_who_when_and_which() -> None:
    found = read_said(message())
    assert (found.account_ref, found.identity, found.name) == ("", ANA, "Ana")
    assert (found.sent_at, found.provider_id) == (AT, str(MESSAGE_TOKEN))
    assert (found.type, found.text, found.content, found.echo) == ("text", "Hola", {}, False)


@pytest.mark.parametrize(
    "token", [2**53 + 1, 4912661846655238145, 2**63 - 1, 2**63, 2**64 - 1, "4912661846655238145", 1]
)
def test_every_digit_of_an_id_counts(token: int | str) -> None:
    assert read_said({**message(), "message_token": token}).provider_id == str(token)


@pytest.mark.parametrize(
    "token", [None, True, 0, -1, 2**64, 1.5, 4.912661846655238e18, "", "a", "٣", "1" * 30, [], {}]
)
def test_what_is_no_id_is_refused(token: Any) -> None:
    assert reason({**message(), "message_token": token}) == "no message_token"


@pytest.mark.parametrize(
    "at", [None, True, "1767225601123", 1767225601, AT * 1000, 1767225601123.5, -AT]
)
def test_times_are_milliseconds_as_a_number(at: Any) -> None:
    assert reason({**message(), "timestamp": at}) == "no timestamp"


def test_the_trial_call_says_nothing_whatever_its_time() -> None:
    assert parse(b'{"event":"webhook","timestamp":4977069964384421269,"message_token":1}') == []


def test_nobody_may_have_a_name() -> None:
    assert said("without_a_name").name is None
    unnamed = {**message(), "sender": {"id": ANA, "name": 7}}
    assert read_said(unnamed).name is None


@pytest.mark.parametrize("who", [None, {}, {"id": ""}, {"id": 7}, "Ana"])
def test_without_a_sender_there_is_no_message(who: Any) -> None:
    assert reason({**message(), "sender": who}) in ("no sender", "no id")


def test_what_is_said_into_other_chats_is_put_aside() -> None:
    assert reason({**message(), "chat_id": "O_h4"}) == "group message"


@pytest.mark.parametrize("kind", ["", "message_sent", "action", "Message", None, 7, ["message"]])
def test_unknown_events_are_kept_for_later(kind: Any) -> None:
    assert reason({**happened("x"), "event": kind}) == "unknown event"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"7", b"{", b"\xff", b'"message"', b"{}{}"])
def test_what_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(body)


def test_half_a_letter_is_replaced() -> None:
    raw = as_viber_writes(message()).replace(b"Hola", b"a\\ud83db")
    (found,) = parse(raw)
    assert getattr(found, "text", "") == "a\ufffdb"
