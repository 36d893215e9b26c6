"""The window workflow: its very file and handler, run by moto, and what it leaves."""

import json
from typing import Any

import pytest

from shared import keys, table, timers, window
from shared.conversations import conversation_of
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

HOUR = 3_600_000
DAY = 24 * HOUR

pytestmark = pytest.mark.usefixtures("deployed")


def opened(clock: SteppingClock) -> int:
    """The customer writes, and the timer is set; returns the window's end."""
    log.say("hello", clock.now)
    end = clock.now + DAY
    assert window.arm(log.summary(), end)
    return end


def entries() -> list[Item]:
    return list(table.query(keys.due_pk(log.CONVERSATION), "0", "9~"))


def due() -> list[int]:
    return [entry["at"] for entry in entries()]


def rung(entry: Item) -> dict[str, Any]:
    return record("window", entry["cause"], entry["at"], entry["conversation"])


def ring(clock: SteppingClock) -> None:
    """Every timer whose time has come, until none is left."""
    while ringing := [rung(entry) for entry in entries() if entry["at"] <= clock.now]:
        assert wake(*ringing) == []


def notes() -> list[str]:
    return [json.loads(note["content"])["event"] for note in log.messages("note")]


def closings() -> list[int]:
    return [note["sent_at"] for note in log.messages("note") if window.closes(note)]


def schedules(cloud: Any) -> list[str]:
    found = cloud.client("scheduler").list_schedules(GroupName="threadline")["Schedules"]
    return sorted(schedule["Name"] for schedule in found)


def test_a_window_that_nobody_extended_closes_once(the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.advance(hours=22)
    [first] = entries()
    ring(the_time)
    the_time.advance(hours=2, seconds=30)
    ring(the_time)
    assert (closings(), due()) == ([end], [])
    before = log.messages("note")
    the_time.advance(minutes=10)
    assert wake(rung(first), record("window", str(end), end)) == []
    assert (log.messages("note"), due()) == (before, [])


def test_a_window_that_has_moved_is_armed_again_and_not_closed(
    cloud: Any, the_time: SteppingClock
) -> None:
    opened(the_time)
    log.say("more", the_time.advance(hours=3))
    moved_to = the_time.now + DAY
    the_time.advance(hours=19)
    ring(the_time)
    assert log.messages("note") == []
    look_at = moved_to - 2 * HOUR
    assert (due(), log.summary()["armed"]) == ([look_at], look_at)
    assert keys.digest("timer", "window", log.CONVERSATION, str(look_at)) in schedules(cloud)
    the_time.advance(hours=5)
    ring(the_time)
    assert closings() == [moved_to]


def test_a_timer_that_rings_days_late_closes_at_the_last_end(the_time: SteppingClock) -> None:
    opened(the_time)
    log.say("more", the_time.advance(hours=3))
    last = the_time.now + DAY
    the_time.advance(hours=72)
    ring(the_time)
    assert closings() == [last]


def test_a_timer_that_rings_too_late_closes_its_window_and_not_the_next(
    the_time: SteppingClock,
) -> None:
    end = opened(the_time)
    log.say("again", the_time.advance(hours=50))
    ring(the_time)
    assert closings() == [end]


def test_a_timer_that_rings_too_early_stays_due(the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.advance(hours=1)
    assert wake(*map(rung, entries())) == []
    assert (log.messages("note"), due()) == ([], [end - 2 * HOUR])


def test_a_timer_of_a_conversation_that_is_gone_is_done(the_time: SteppingClock) -> None:
    opened(the_time)
    table.delete(log.PK, keys.SUMMARY)
    the_time.advance(hours=25)
    ring(the_time)
    assert (log.messages("note"), due()) == ([], [])


def test_a_closed_window_stays_with_the_conversation_it_belongs_to(
    the_time: SteppingClock,
) -> None:
    """A timer set under another name of the conversation closes the conversation itself."""
    end = opened(the_time)
    table.put({"pk": "C#other", "sk": keys.SUMMARY, "kind": "merged", "to": log.CONVERSATION})
    timers.ring(end, "window", "other", str(end))
    the_time.advance(hours=25)
    assert wake(record("window", str(end), end, conversation="other")) == []
    assert closings() == [end]
    assert {conversation_of(note) for note in log.messages("note")} == {log.CONVERSATION}


def test_a_scheduler_that_is_busy_is_asked_again(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    opened(the_time)
    log.say("more", the_time.advance(hours=3))
    moved_to = the_time.now + DAY
    the_time.advance(hours=19)
    busy = faults.refused("CreateSchedule", "ThrottlingException", times=1)
    with faults.injected(busy):
        ring(the_time)
    assert deployed.invoked == ["LookAtWindowFunction", "SetTimerFunction", "SetTimerFunction"]
    assert due() == [moved_to - 2 * HOUR]
