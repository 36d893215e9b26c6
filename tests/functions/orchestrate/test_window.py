"""The window workflow: its very file and handler, run by moto, and what it leaves."""

import json
from typing import Any

import pytest

from shared import keys, table, timers, window
from shared.conversations import conversation_of
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

DAY = 24 * 3_600_000

pytestmark = pytest.mark.usefixtures("deployed")


def opened(clock: SteppingClock) -> int:
    """The customer writes, and the timer is set; returns the window's end."""
    log.say("hello", clock.now)
    end = clock.now + DAY
    assert window.arm(log.summary(), end)
    return end


def rung(end: int) -> dict[str, Any]:
    return record("window", str(end), end)


def due() -> list[int]:
    pk = keys.due_pk(log.CONVERSATION)
    return [item["at"] for item in table.query(pk, "0", "9~")]


def schedules(cloud: Any) -> list[str]:
    found = cloud.client("scheduler").list_schedules(GroupName="threadline")["Schedules"]
    return sorted(schedule["Name"] for schedule in found)


def test_a_window_that_nobody_extended_closes_once(the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.advance(hours=24, seconds=30)
    assert wake(rung(end)) == []
    [closing] = log.messages("note")
    assert (closing["sent_at"], closing["type"]) == (end, "event")
    assert json.loads(closing["content"]) == {"event": "window-closed"}
    assert window.closes(closing)
    assert due() == []
    the_time.advance(minutes=10)
    assert wake(rung(end)) == []
    assert log.messages("note") == [closing]


def test_a_window_that_has_moved_is_armed_again_and_not_closed(
    cloud: Any, the_time: SteppingClock
) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(hours=3))
    moved_to = the_time.now + DAY
    the_time.advance(hours=21)
    assert wake(rung(end)) == []
    assert log.messages("note") == []
    assert (due(), log.summary()["armed"]) == ([moved_to], moved_to)
    assert keys.digest("timer", "window", log.CONVERSATION, str(moved_to)) in schedules(cloud)
    the_time.advance(hours=3)
    assert wake(rung(moved_to)) == []
    assert [note["sent_at"] for note in log.messages("note")] == [moved_to]


def test_a_timer_that_rings_days_late_closes_at_the_last_end(the_time: SteppingClock) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(hours=3))
    last = the_time.now + DAY
    the_time.advance(hours=72)
    assert wake(rung(end)) == []
    assert [note["sent_at"] for note in log.messages("note")] == [last]


def test_a_timer_that_rings_too_early_stays_due(the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.advance(hours=1)
    assert wake(rung(end)) == []
    assert (log.messages("note"), due()) == ([], [end])


def test_a_timer_of_a_conversation_that_is_gone_is_done(the_time: SteppingClock) -> None:
    end = opened(the_time)
    table.delete(log.PK, keys.SUMMARY)
    the_time.advance(hours=25)
    assert wake(rung(end)) == []
    assert (log.messages("note"), due()) == ([], [])


def test_a_closed_window_stays_with_the_conversation_it_belongs_to(
    the_time: SteppingClock,
) -> None:
    """A timer set under another name of the conversation closes the conversation itself."""
    end = opened(the_time)
    table.put({"pk": "C#other", "sk": keys.ALIAS, "to": log.CONVERSATION})
    timers.ring(end, "window", "other", str(end))
    the_time.advance(hours=25)
    assert wake(record("window", str(end), end, conversation="other")) == []
    [closing] = log.messages("note")
    assert conversation_of(closing) == log.CONVERSATION


def test_a_scheduler_that_is_busy_is_asked_again(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(hours=3))
    moved_to = the_time.now + DAY
    the_time.advance(hours=21)
    busy = faults.refused("CreateSchedule", "ThrottlingException", times=1)
    with faults.injected(busy):
        assert wake(rung(end)) == []
    assert deployed.invoked == ["CloseWindowFunction"] * 2
    assert due() == [moved_to]
