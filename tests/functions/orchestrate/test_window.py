"""The window workflow: its very file and handler, run by moto, and what it leaves."""

import json
from typing import Any

import pytest

from functions.sweep.overdue import LATE_MS
from shared import keys, table, window, window_rings
from shared.conversations import conversation_of
from shared.table import Item
from shared.window_rings import TALK_MS
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, wake
from tests.journeys.timers import take_rung
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

MINUTE = 60_000
HOUR = 3_600_000
DAY = 24 * HOUR

pytestmark = pytest.mark.usefixtures("deployed")


def opened(clock: SteppingClock) -> int:
    """The customer writes, and the timer is set; returns the window's end."""
    log.say("hello", clock.now)
    end = clock.now + DAY
    assert window_rings.arm(log.summary(), end)
    return end


def entries() -> list[Item]:
    return list(table.query(keys.due_pk(log.CONVERSATION), "0", "9~"))


def due() -> list[int]:
    return [entry["at"] for entry in entries()]


def ring(clock: SteppingClock) -> list[dict[str, Any]]:
    """Every schedule whose time has come, until none is left; returns what they said."""
    rung = []
    while ringing := [_record(body) for _, body in take_rung(clock.now)]:
        assert wake(*ringing) == []
        rung += ringing
    return rung


def _record(body: str) -> dict[str, Any]:
    return record(**json.loads(body))


def sweep(clock: SteppingClock) -> None:
    """Every entry that is overdue."""
    late = [entry for entry in entries() if entry["at"] + LATE_MS < clock.now]
    for entry in late:
        said = {name: entry[name] for name in ("cause", "at", "conversation")}
        assert wake(record("window", **said)) == []


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
    [first] = ring(the_time)
    the_time.advance(hours=2, seconds=30)
    [last] = ring(the_time)
    assert (closings(), due()) == ([end], [])
    before = log.messages("note")
    the_time.advance(minutes=10)
    assert wake(first, last) == []
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
    assert (due(), log.summary()["armed"]) == ([moved_to + TALK_MS], moved_to)
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
    assert wake(record("window", str(end), end - 2 * HOUR)) == []
    assert (log.messages("note"), due()) == ([], [end + TALK_MS])


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
    window_rings.begin("other", end, end)
    the_time.advance(hours=25)
    assert wake(record("window", str(end), end, conversation="other")) == []
    assert closings() == [end]
    assert [entry["conversation"] for entry in entries()] == [log.CONVERSATION]
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
    assert due() == [moved_to + TALK_MS]


def test_a_window_that_hardly_moves_has_one_entry_for_all_its_rings(
    the_time: SteppingClock,
) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(minutes=7))
    armed = log.summary()["armed"]
    with faults.injected() as calls:
        the_time.now = end - 2 * HOUR
        ring(the_time)
    written = [call for call in calls.operations if call in ("PutItem", "UpdateItem", "DeleteItem")]
    assert written == [], "the workflow puts the reminder, and nothing is written for the timer"
    assert notes() == ["window-reminder"]
    assert (due(), log.summary()["armed"]) == ([end + TALK_MS], armed)
    the_time.now = end + 7 * MINUTE
    ring(the_time)
    assert (closings(), due()) == ([the_time.now], [])


def test_where_every_schedule_is_lost_the_entry_brings_it_all_at_the_end(
    the_time: SteppingClock,
) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(minutes=7))
    the_time.now = end + 7 * MINUTE
    sweep(the_time)
    assert notes() == [], "the end has its own schedule, so it would be too early to look"
    the_time.advance(minutes=10)
    sweep(the_time)
    assert (sorted(notes()), due()) == (["window-closed", "window-reminder"], [])
    assert closings() == [end + 7 * MINUTE]


def test_a_chain_gives_up_its_window_to_another_that_still_rings(the_time: SteppingClock) -> None:
    """Two followers at once may begin one each; both entries go."""
    end = opened(the_time)
    window_rings.begin(log.CONVERSATION, end + MINUTE, end - HOUR)
    the_time.now = end - HOUR
    rung = ring(the_time)
    assert [entry["cause"] for entry in entries()] == [str(end)]
    assert len(rung) == 2
    the_time.now = end
    assert len(ring(the_time)) == 1
    assert (closings(), due()) == ([end], [])


def test_what_is_said_after_the_timer_was_set_anew_keeps_its_chain(
    the_time: SteppingClock,
) -> None:
    """The end of the first is over, so that the follower sets another; the first gives up."""
    end = opened(the_time)
    log.say("more", the_time.advance(minutes=7))
    the_time.now = end - 2 * HOUR
    ring(the_time)
    the_time.now = end + MINUTE
    log.say("again", the_time.now)
    assert window_rings.arm(log.summary(), the_time.now + DAY)
    the_time.now = end + 7 * MINUTE
    ring(the_time)
    assert (closings(), due()) == ([], [end + MINUTE + DAY + TALK_MS])
