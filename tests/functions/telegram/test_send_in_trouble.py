"""Trouble on the way to Telegram: what is known after each kind, and that nothing doubles."""

import json
import logging
from typing import Any

import pytest

from functions.telegram import send
from shared import sending
from shared.channels import TELEGRAM
from shared.settings import settings
from tests import log
from tests.functions.logged import logged
from tests.functions.telegram.conftest import TOKEN, Telegram
from tests.shared import contents_of, outbox
from tests.shared.outbox import accepted, error_of, status_of
from tests.simulator.telegram_answers import bad_request


def test_five_leave_in_order_through_trouble(telegram: Telegram) -> None:
    words = [f"{n}" for n in range(5)]
    for word in words:
        accepted(word, telegram.clock.now)
    telegram.fails("500", 2)
    telegram.fails("429", 1, retry_after=90)
    assert telegram.drain() == []
    assert telegram.took() == []
    telegram.clock.advance(seconds=90)
    telegram.drain()
    assert telegram.took() == words
    assert outbox.waiting() == []


def test_nobody_is_written_to_before_the_pause_is_over(telegram: Telegram) -> None:
    one = accepted("one", telegram.clock.now)
    telegram.fails("429", 1, retry_after=120)
    telegram.drain()
    assert (status_of(one), len(telegram.asked())) == ("held", 1)
    telegram.clock.advance(seconds=119)
    telegram.drain()
    assert len(telegram.asked()) == 1
    telegram.clock.advance(seconds=1)
    telegram.drain()
    assert telegram.took() == ["one"]


@pytest.mark.parametrize(
    ("fault", "times", "status", "taken"),
    [
        ("500", 1, "sent", 1),
        ("500", 3, "held", 0),
        ("429", 1, "sent", 1),
        ("429", 3, "held", 0),
        ("token-expired", 1, "held", 0),
        ("timeout", 1, "unknown", 0),
        ("drop-after-accept", 1, "unknown", 1),
        ("slow", 1, "unknown", 1),
    ],
)
def test_each_fault_leaves_what_we_know(
    telegram: Telegram, fault: str, times: int, status: str, taken: int
) -> None:
    one = accepted("one", telegram.clock.now)
    telegram.fails(fault, times, seconds=0.6)
    assert telegram.drain() == []
    assert status_of(one) == status
    telegram.simulator.stopping.set()  # lets a slow answer come to its end
    journal = telegram.simulator.journal
    assert journal.wait_for(lambda: len(journal.messages) >= taken, 5)
    assert len(telegram.took()) == taken


def test_a_link_they_could_not_fetch_is_offered_once_more(telegram: Telegram) -> None:
    calls: list[int] = []

    def counted(message: dict[str, Any], secrets: Any) -> str:
        calls.append(message["attempts"])
        return send.post(message, secrets)

    one = accepted("one", telegram.clock.now)
    refused = bad_request("failed to get HTTP URL content").answer
    telegram.platform.fail = lambda fault: refused  # type: ignore[method-assign]
    telegram.fails("500", 5)
    event = outbox.event({"conversation": log.CONVERSATION})
    sending.deliver(event, TELEGRAM, counted, send.signal, sleep=lambda seconds: None)
    assert (calls, status_of(one), error_of(one)["code"]) == ([1, 2], "failed", "400")


@pytest.mark.parametrize(
    "fault", ["500", "429", "timeout", "drop-after-accept", "token-expired", "nobody there"]
)
def test_the_token_is_in_no_log_and_on_no_message(
    telegram: Telegram, cloud: Any, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """Every address holds it, and errors of the way to it hold the address."""
    caplog.set_level(logging.INFO)
    one = accepted("one", telegram.clock.now)
    if fault == "nobody there":
        telegram.simulator.stopping.set()
        _move_away(telegram)
    else:
        telegram.fails(fault, 3, calls="all")
    telegram.drain()
    assert status_of(one) in ("held", "unknown")
    assert "held" in logged(caplog) or "unknown" in logged(caplog)
    assert TOKEN not in logged(caplog)
    assert TOKEN not in json.dumps(contents_of.table(cloud), default=str)


def _move_away(telegram: Telegram) -> None:
    object.__setattr__(settings(), "provider_url", "http://127.0.0.1:1")
