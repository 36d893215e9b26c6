"""Trouble on the way to WeChat: what is known after each kind, and that nothing doubles."""

import json
import logging
from typing import Any

import pytest

from functions.wechat import tokens
from tests.functions.logged import logged
from tests.functions.wechat.conftest import WeChat
from tests.functions.wechat.signing import PLAIN
from tests.shared import outbox
from tests.shared.outbox import accepted, error_of, status_of


def test_five_leave_in_order_through_trouble(wechat: WeChat) -> None:
    words = [f"{n}" for n in range(5)]
    for word in words:
        accepted(word, wechat.clock.now)
    wechat.fails("500", 2)
    wechat.fails("token-expired", 1)
    assert wechat.drain() == []
    assert wechat.words() == words
    assert outbox.waiting() == []


@pytest.mark.parametrize(
    ("fault", "times", "status", "taken"),
    [
        ("500", 1, "sent", 1),
        ("500", 3, "held", 0),
        ("429", 1, "held", 0),
        ("token-expired", 1, "sent", 1),
        ("token-expired", 2, "held", 0),
        ("timeout", 1, "unknown", 0),
        ("drop-after-accept", 1, "unknown", 1),
        ("slow", 1, "unknown", 1),
    ],
)
def test_each_fault_leaves_what_we_know(
    wechat: WeChat, fault: str, times: int, status: str, taken: int
) -> None:
    one = accepted("one", wechat.clock.now)
    tokens.token_of(PLAIN)
    wechat.fails(fault, times, seconds=0.6)
    assert wechat.drain() == []
    assert status_of(one) == status
    wechat.simulator.stopping.set()  # lets a slow answer come to its end
    journal = wechat.simulator.journal
    assert journal.wait_for(lambda: len(journal.messages) >= taken, 5)
    assert len(wechat.took()) == taken


def test_a_quota_that_is_used_up_rests_for_an_hour(wechat: WeChat) -> None:
    one = accepted("one", wechat.clock.now)
    wechat.fails("429")
    wechat.drain()
    wechat.clock.advance(minutes=59)
    wechat.drain()
    assert (status_of(one), error_of(one)["code"]) == ("held", "45009")
    wechat.clock.advance(minutes=1)
    wechat.drain()
    assert wechat.words() == ["one"]


def test_a_token_that_cannot_be_had_loses_and_doubles_nothing(wechat: WeChat) -> None:
    one = accepted("one", wechat.clock.now)
    wechat.fails("drop-after-accept", calls="all")  # the call for the token is the first
    wechat.drain()
    assert (status_of(one), wechat.words()) == ("sent", ["one"])


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept", "token-expired"])
def test_secrets_are_in_no_log(
    wechat: WeChat, account: Any, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.INFO)
    one = accepted("one", wechat.clock.now)
    token = tokens.token_of(PLAIN)
    wechat.fails(fault, 3)
    wechat.drain()
    assert status_of(one) in ("held", "unknown")
    told = logged(caplog)
    assert status_of(one) in told
    assert token not in told
    assert str(PLAIN["app_secret"]) not in told
    assert token not in json.dumps(outbox.message(one), default=str)
