"""How many messages may go is read from the log, and each kind of opening has its own number."""

import json
from typing import Any

import pytest

from shared import table
from shared.channels import WECHAT
from shared.limits import allowance
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock

MINUTE = 60_000
HOUR = 60 * MINUTE


def said(ref: str, at: int, **more: Any) -> Item:
    item = log.inbound(ref, at, channel="wechat", **more)
    table.put(item)
    return item


def sent(ref: str, at: int, asked_at: int | None = None, **more: str) -> None:
    ours = {"direction": "outbound", "author_kind": "agent", "status": "sent", **more}
    table.put(log.inbound(ref, at, channel="wechat", **ours, asked_at=asked_at or at))


def used_up(now: int, channel: str = "wechat") -> bool:
    return allowance.used_up({"pk": log.PK, "sk": "A", "channel": channel}, now)


@pytest.fixture
def now(cloud: Any, the_time: SteppingClock) -> int:
    return the_time.now


def test_five_answers_use_up_what_one_message_allows(now: int) -> None:
    said("a", now)
    for n in range(5):
        assert not used_up(now + n)
        sent(f"s{n}", now + n)
    assert used_up(now + 5)


def test_templates_take_nothing_of_it(now: int) -> None:
    said("a", now)
    for n in range(5):
        sent(f"s{n}", now + n, type="template" if n else "text")
    assert not used_up(now + 5)


def test_the_next_message_allows_five_more(now: int) -> None:
    said("a", now)
    for n in range(5):
        sent(f"s{n}", now + n)
    said("b", now + 10)
    assert not used_up(now + 11)
    for n in range(5):
        sent(f"t{n}", now + 11 + n)
    assert used_up(now + 20)


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("sending", True),
        ("unknown", True),
        ("sent", True),
        ("delivered", True),
        ("queued", False),
        ("held", False),
        ("failed", False),
    ],
)
def test_only_what_may_have_come_counts(now: int, status: str, counts: bool) -> None:
    said("a", now)
    for n in range(5):
        sent(f"s{n}", now + n, status=status)
    assert used_up(now + 5) == counts


def test_what_was_sent_before_the_customer_wrote_does_not_count(now: int) -> None:
    for n in range(5):
        sent(f"s{n}", now - 5 + n)
    said("a", now)
    assert not used_up(now)


def test_a_reply_that_bears_its_cause_s_time_counts_wherever_it_lies(now: int) -> None:
    said("m", now)
    for ref in ("a", "b", "y", "z", "zz"):  # the bot's replies have the time of what they answer
        sent(ref, now, asked_at=now + 1)
    assert used_up(now + 2)


TAP = {"type": "interactive"}
FOLLOWED = {"type": "event", "content": json.dumps({"event": "followed"})}


@pytest.mark.parametrize("what", [TAP, FOLLOWED])
def test_what_is_done_besides_writing_allows_three_for_a_minute(
    now: int, what: dict[str, Any]
) -> None:
    said("a", now, **what)
    for n in range(3):
        assert not used_up(now + n)
        sent(f"s{n}", now + n)
    assert used_up(now + 3)


def test_each_opening_has_its_own_number(now: int) -> None:
    said("a", now)
    for n in range(5):
        sent(f"s{n}", now + n)
    said("tap", now + HOUR, **TAP)
    assert not used_up(now + HOUR)
    for n in range(3):
        sent(f"t{n}", now + HOUR + n)
    assert used_up(now + HOUR + 10)
    said("tap again", now + 2 * HOUR, **TAP)
    assert not used_up(now + 2 * HOUR + MINUTE - 1)
    assert used_up(now + 2 * HOUR + MINUTE)


def test_a_tap_takes_nothing_from_what_a_message_allows(now: int) -> None:
    said("a", now)
    sent("s", now + 1)
    said("tap", now + 2, **TAP)
    for n in range(3):
        sent(f"t{n}", now + 3 + n)
    assert not used_up(now + 10)  # the fifth of the message


def test_without_a_window_nothing_is_used_up(now: int) -> None:
    for n in range(9):
        sent(f"s{n}", now + n)
    assert not used_up(now + 10)
    said("a", now - 48 * HOUR)
    assert not used_up(now + 10)  # closed, which is another reason


@pytest.mark.parametrize("channel", ["whatsapp", "sms", "no such channel"])
def test_where_nobody_counts_nothing_is_read(now: int, channel: str) -> None:
    with faults.injected() as calls:
        assert not used_up(now, channel)
    assert calls.operations == []


def test_no_more_is_read_than_since_the_customer_wrote(now: int) -> None:
    for n in range(60):
        said(f"old{n}", now - 1000 + n)
    said("a", now)
    with faults.injected() as calls:
        assert not used_up(now)
    assert calls.operations == ["Query"]


def test_the_truth_table_has_the_platforms_numbers() -> None:
    window = WECHAT.window
    assert window
    assert window.brief
    assert (window.lasts_ms, window.most_messages) == (48 * HOUR, 5)
    assert (window.brief.lasts_ms, window.brief.most_messages) == (MINUTE, 3)
