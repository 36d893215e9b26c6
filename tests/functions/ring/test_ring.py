"""Ringing: what is due wakes its conversation, each once, whatever happens in between."""

from contextlib import suppress
from typing import Any

import pytest

from functions.ring import ring
from shared import table, timers
from shared.errors import Unavailable
from shared.keys import lists
from shared.settings import settings
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.stream_reader import queued

C = "conversation"


def rung() -> list[dict[str, Any]]:
    """What a run puts on the queue."""
    ring.lambda_handler({}, None)
    return queued(settings().wake_queue_url)


def set_timers(number: int, at: int) -> None:
    for n in range(number):
        timers.ring(at, "due", f"c{n:04}", "x")


def test_a_timer_rings_when_its_time_has_come_and_then_no_more(
    cloud: Any, the_time: SteppingClock
) -> None:
    at = the_time.now + 60_000
    timers.ring(at, "window", C, "cause")
    assert rung() == []
    the_time.advance(seconds=60)
    assert rung() == [], "clocks may differ"
    the_time.advance(seconds=2)
    assert rung() == [{"kind": "window", "conversation": C, "cause": "cause", "at": at}]
    the_time.advance(hours=1)
    assert rung() == []


def test_the_earliest_rings_first(cloud: Any, the_time: SteppingClock) -> None:
    for minutes in (3, 1, 2):
        timers.ring(the_time.now + minutes * 60_000, "look", C, "")
    first = the_time.now + 60_000
    the_time.advance(minutes=5)
    assert [body["at"] for body in rung()] == [first, first + 60_000, first + 120_000]


def test_one_that_is_put_beside_another_that_has_rung_rings_too(
    cloud: Any, the_time: SteppingClock
) -> None:
    """Of the same moment, but before it or behind it in the order of keys."""
    at = the_time.now + 60_000
    timers.ring(at, "due", "m", "x")
    the_time.advance(seconds=62)
    assert len(rung()) == 1
    timers.ring(at, "due", "a", "x")
    timers.ring(at, "due", "z", "x")
    assert [body["conversation"] for body in rung()] == ["a", "z"]
    assert rung() == []


def test_a_minute_without_timers_reads_and_writes_nothing_else(
    cloud: Any, the_time: SteppingClock
) -> None:
    timers.ring(the_time.now + 60_000, "window", C, "cause")
    the_time.advance(seconds=30)
    with faults.injected() as calls:
        ring.lambda_handler({}, None)
    assert calls.operations == ["GetItem", "Query"]


def test_ten_are_one_request_and_all_of_a_run_one_mark(cloud: Any, the_time: SteppingClock) -> None:
    set_timers(20, the_time.now + 1_000)
    the_time.advance(minutes=1)
    with faults.injected() as calls:
        ring.lambda_handler({}, None)
    assert calls.operations == [
        *("GetItem", "Query", "SendMessageBatch", "SendMessageBatch"),
        *("UpdateItem", "Query"),
    ]


def test_a_run_rings_a_bounded_number_and_the_next_one_the_rest(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring, "MOST", 4)
    monkeypatch.setattr(ring, "_BATCH", 2)
    set_timers(7, the_time.now + 1_000)
    the_time.advance(minutes=1)
    assert [len(rung()) for _ in range(3)] == [4, 3, 0]


def test_where_the_queue_is_down_nothing_counts_as_rung(
    cloud: Any, the_time: SteppingClock
) -> None:
    timers.ring(the_time.now + 1_000, "window", C, "cause")
    the_time.advance(hours=20)
    with faults.injected(faults.down("sqs")), pytest.raises(Unavailable):
        ring.lambda_handler({}, None)
    assert len(rung()) == 1


def test_a_crash_anywhere_rings_all_the_same(cloud: Any, the_time: SteppingClock) -> None:
    for call in range(4):
        for when in ("before", "after"):
            timers.ring(the_time.now + 1_000, "look", C, "")
            the_time.advance(minutes=10)
            crash = faults.CrashPoint(call, when)
            with suppress(faults.Crash), faults.injected(crash=crash):
                ring.lambda_handler({}, None)
            assert {body["kind"] for body in rung()} == {"look"}
            assert rung() == []


def test_a_run_that_was_overtaken_does_not_move_the_mark_back(
    cloud: Any, the_time: SteppingClock
) -> None:
    for further in ("0000000000002#look#c#", "0000000000001#look#c#"):
        ring._move_mark("DUE#0", further)
    found = table.get("DUE#0", lists.RUNG)
    assert found and found["through"] == "0000000000002#look#c#"
