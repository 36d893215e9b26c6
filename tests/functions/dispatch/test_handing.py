"""One call: what is a yes, what is a no, and what nobody knows."""

from typing import Any

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from functions.dispatch import handing
from functions.dispatch.handing import Unanswered, hand_over
from shared import aws
from shared.channels import CHANNELS
from shared.provider import long_calls
from tests.clock import SteppingClock
from tests.functions.dispatch.functions import DONE, Functions, crashed, failing, to_fetch
from tests.template import template

NAME = "threadline-whatsapp-media"


def handed(functions: Functions, answer: Any) -> bool:
    functions.answers[NAME] = answer
    return hand_over(to_fetch("1"), NAME)


def test_the_functions_own_word_is_taken(functions: Functions) -> None:
    assert handed(functions, DONE) is True
    assert handed(functions, failing("1")) is False
    assert functions.called == [(NAME, ["1"])] * 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (crashed("KeyError"), "KeyError"),
        (crashed(""), "Unhandled"),
        (None, "UnreadableAnswer"),
        ({}, "UnreadableAnswer"),
        ({"batchItemFailures": None}, "UnreadableAnswer"),
        ({"batchItemFailures": [{}]}, "UnreadableAnswer"),
        (failing("another"), "UnreadableAnswer"),
        (failing("1", "another"), "UnreadableAnswer"),
        (b"", "JSONDecodeError"),
        (b"<html>", "JSONDecodeError"),
        ("AccessDeniedException", "AccessDeniedException"),
        ("ResourceNotFoundException", "ResourceNotFoundException"),
        (ReadTimeoutError(endpoint_url="https://aws.test"), "ReadTimeoutError"),
    ],
)
def test_anything_else_is_no_answer_and_asked_for_once(
    answer: Any, kind: str, functions: Functions
) -> None:
    with pytest.raises(Unanswered) as raised:
        handed(functions, answer)
    assert str(raised.value) == kind
    assert functions.called == [(NAME, ["1"])]


def test_a_throttled_invocation_has_not_begun_and_is_tried_again(functions: Functions) -> None:
    functions.throttles = 4
    assert handed(functions, DONE) is True
    assert functions.called == [(NAME, ["1"])]


@pytest.mark.parametrize(
    "error", [ConnectTimeoutError, EndpointConnectionError, ConnectionClosedError]
)
def test_so_is_one_that_found_no_connection(
    error: type[BotoCoreError], functions: Functions
) -> None:
    functions.lost = [error(endpoint_url="https://aws.test", error="")] * 2
    assert handed(functions, DONE) is True
    assert functions.called == [(NAME, ["1"])]


@pytest.mark.parametrize("kind", [handing.THROTTLED, "EndpointConnectionError"])
def test_both_are_borne_for_a_while_only(
    kind: str, functions: Functions, the_time: SteppingClock
) -> None:
    began = the_time.now
    if kind == handing.THROTTLED:
        functions.throttles = float("inf")
    else:
        functions.lost = [EndpointConnectionError(endpoint_url="https://aws.test")] * 100
    with pytest.raises(Unanswered, match=kind):
        handed(functions, DONE)
    assert functions.called == []
    assert handing.PATIENCE_MS <= the_time.now - began <= handing.PATIENCE_MS + 1_000


def test_no_connection_is_used_that_may_have_died_in_a_frozen_function(
    functions: Functions, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    client = aws.client("lambda", waits_s=handing.WAITS_S)
    monkeypatch.setattr(client._endpoint.http_session, "close", lambda: closed.append(the_time.now))
    for pause_ms in (long_calls.IDLE_MS + 1, 0, long_calls.IDLE_MS, long_calls.IDLE_MS + 1):
        the_time.advance(ms=pause_ms)
        assert handed(functions, DONE) is True
    assert len(closed) == 2


def test_it_waits_longer_than_any_of_them_may_take_and_less_than_it_may_itself() -> None:
    resources = template()["Resources"]
    names = [
        f"{name.capitalize()}{kind}Function" for name in CHANNELS for kind in ("Send", "Media")
    ]
    longest = max(resources[name]["Properties"]["Timeout"] for name in names)
    ours = resources["DispatchFunction"]["Properties"]["Timeout"]
    assert longest < handing.WAITS_S
    assert ours >= handing.WAITS_S + handing.PATIENCE_MS / 1000 + 5


def test_its_client_waits_so_long_and_asks_once(cloud: Any) -> None:
    config = aws.client("lambda", waits_s=handing.WAITS_S).meta.config
    assert config.read_timeout == handing.WAITS_S
    assert config.retries == {"mode": "standard", "total_max_attempts": 1}
    assert aws.client("lambda").meta.config.read_timeout < handing.WAITS_S
