"""Timers: entries in the order of their times; what was put too late is rung at once."""

from typing import Any

import pytest

from shared import table, timers, waking
from shared.errors import Unavailable
from shared.keys import lists
from shared.settings import settings
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.stream_reader import queued

C = "conversation"


def entries() -> list[Item]:
    return list(table.query(lists.due_pk(C), "0", "9~"))


def woken() -> list[dict[str, Any]]:
    return queued(settings().wake_queue_url)


def test_a_timer_is_an_entry_at_its_time(cloud: Any, the_time: SteppingClock) -> None:
    at = the_time.now + 90_001
    timers.ring(at, "window", C, "cause")
    assert entries() == [
        {
            "pk": "DUE#0",
            "sk": f"{at}#window#{C}#cause",
            "kind": "due",
            "due_kind": "window",
            "conversation": C,
            "cause": "cause",
            "at": at,
            "expires": at // 1000 + 30 * 86_400,
        }
    ]
    assert woken() == []


def test_a_timer_is_one_write_and_may_be_set_again(cloud: Any, the_time: SteppingClock) -> None:
    for _ in range(2):
        with faults.injected() as calls:
            timers.ring(the_time.now + 60_000, "due", C, "cause")
        assert calls.operations == ["PutItem"]
    assert len(entries()) == 1


def test_other_kinds_times_causes_and_conversations_are_other_timers(
    cloud: Any, the_time: SteppingClock
) -> None:
    at = the_time.now + 60_000
    timers.ring(at, "due", C, "cause")
    timers.ring(at, "window", C, "cause")
    timers.ring(at, "window", C, "another cause")
    timers.ring(at + 1, "due", C, "cause")
    timers.ring(at, "due", "another", "cause")
    assert len(entries()) == 5


def test_a_time_that_has_passed_rings_at_once(cloud: Any, the_time: SteppingClock) -> None:
    at = the_time.now
    timers.ring(at, "due", C, "cause")
    assert entries() == []
    assert woken() == [{"kind": "due", "conversation": C, "cause": "cause", "at": at}]


def test_a_time_that_passes_while_its_entry_is_put_rings_too(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others may have rung all that was due before the entry was there."""
    at, put = the_time.now + 1_000, table.put_if_absent

    def slowly(item: Item) -> bool:
        the_time.advance(seconds=1)
        return put(item)

    monkeypatch.setattr(table, "put_if_absent", slowly)
    timers.ring(at, "due", C, "cause")
    assert [body["at"] for body in woken()] == [at]


def test_a_timer_that_cannot_be_set_says_so(cloud: Any, the_time: SteppingClock) -> None:
    with faults.injected(faults.down("dynamodb")), pytest.raises(Unavailable):
        timers.ring(the_time.now + 1, "window", C, "cause")
    with faults.injected(faults.down("sqs")), pytest.raises(Unavailable):
        timers.ring(the_time.now, "window", C, "cause")


def test_an_entry_stands_for_the_wake_up_of_its_timer(cloud: Any, the_time: SteppingClock) -> None:
    at = the_time.now + 60_000
    timers.ring(at, "look", C, "")
    (entry,) = entries()
    body = timers.wake_up("look", C, "", at)
    assert timers.of(entry) == waking.WakeUp(settings().wake_queue_url, C, body)
