"""The window workflow: its very file and handler, run by moto, and what it leaves."""

import json

import pytest

from shared import keys, table
from shared.accepting import Draft, accept
from shared.conversations import conversation_of
from shared.windows import timer, window
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, wake
from tests.functions.orchestrate.timing import due, ring
from tests.journeys.timers import waiting
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
    assert timer.arm(log.summary(), end)
    return end


def notes() -> list[str]:
    return [json.loads(note["content"])["event"] for note in log.messages("note")]


def closings() -> list[int]:
    return [note["sent_at"] for note in log.messages("note") if window.closes(note)]


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


def test_a_window_that_has_moved_is_armed_again_and_not_closed(the_time: SteppingClock) -> None:
    opened(the_time)
    log.say("more", the_time.advance(hours=3))
    moved_to = the_time.now + DAY
    the_time.advance(hours=19)
    ring(the_time)
    assert log.messages("note") == []
    assert (due(), log.summary()["armed"]) == ([moved_to - 2 * HOUR], moved_to)
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


def test_a_timer_that_rings_too_early_comes_back(the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.advance(hours=1)
    early = record("window", str(end), end - 2 * HOUR)
    assert wake(early) == [early["messageId"]]
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
    the_time.advance(hours=25)
    assert wake(record("window", str(end), end, conversation="other")) == []
    assert closings() == [end]
    assert {conversation_of(note) for note in log.messages("note")} == {log.CONVERSATION}


def test_a_chain_under_another_name_goes_on_under_the_conversations_own(
    the_time: SteppingClock,
) -> None:
    """Nothing else rings for the conversation: whoever set it knew the other name only."""
    log.say("hello", the_time.now)
    end = the_time.now + DAY
    table.put({"pk": "C#other", "sk": keys.SUMMARY, "kind": "merged", "to": log.CONVERSATION})
    the_time.now = end - 2 * HOUR
    assert wake(record("window", str(end), the_time.now, conversation="other")) == []
    (next_one,) = waiting()
    assert (next_one["conversation"], next_one["at"]) == (log.CONVERSATION, end)
    the_time.now = end
    ring(the_time)
    assert closings() == [end]


def test_a_window_that_hardly_moves_has_two_rings_of_one_write_each(
    the_time: SteppingClock,
) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(minutes=7))
    armed = log.summary()["armed"]
    the_time.now = end - 2 * HOUR
    with faults.injected() as calls:
        assert wake(record("window", str(end), the_time.now)) == []
    assert calls.operations.count("PutItem") == 1, "the workflow puts the reminder"
    assert not {"UpdateItem", "DeleteItem"} & set(calls.operations)
    assert notes() == ["window-reminder"]
    assert log.summary()["armed"] == armed
    the_time.now = end + 7 * MINUTE
    ring(the_time)
    assert (closings(), due()) == ([the_time.now], [])


def test_a_chain_gives_up_its_window_to_another_that_still_rings(the_time: SteppingClock) -> None:
    """Two followers at once may begin one each."""
    end = opened(the_time)
    timer.ring(log.CONVERSATION, end + MINUTE, end - HOUR)
    the_time.now = end - HOUR
    assert len(ring(the_time)) == 2
    assert [(entry["cause"], entry["at"]) for entry in waiting()] == [(str(end), end)]
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
    assert timer.arm(log.summary(), the_time.now + DAY)
    the_time.now = end + 7 * MINUTE
    ring(the_time)
    assert (closings(), due()) == ([], [end + MINUTE + DAY - 2 * HOUR])


def test_a_window_that_needs_nobody_takes_no_workflow(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    end = answered(the_time)
    the_time.now = end - 2 * HOUR
    with faults.injected() as calls:
        assert len(ring(the_time)) == 1
        the_time.now = end
        assert len(ring(the_time)) == 1
    assert "StartSyncExecution" not in calls.operations
    assert (closings(), notes(), due()) == ([end], ["window-closed"], [])


def test_a_closed_window_is_told_even_if_the_workflow_fails(the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.now = end + MINUTE
    late = record("window", str(end), end)
    with faults.injected(faults.down("stepfunctions")):
        assert wake(late) == [late["messageId"]]
    assert (closings(), notes()) == ([end], ["window-closed"])
    assert wake(late) == []
    assert sorted(notes()) == ["window-closed", "window-reminder"]


def test_a_ring_that_cannot_be_set_brings_the_wake_up_back(the_time: SteppingClock) -> None:
    end = answered(the_time)
    the_time.now = end - 2 * HOUR + MINUTE
    late = record("window", str(end), end - 2 * HOUR)
    with faults.injected(faults.throttled("PutItem", times=99)):
        assert wake(late) == [late["messageId"]]
    assert wake(late) == []
    assert end in due()


def answered(clock: SteppingClock) -> int:
    """A window in which nobody waits any more; its end."""
    end = opened(clock)
    draft = Draft(type="text", text="Here I am", author_kind="agent", author_id="ana")
    accept(log.summary(), draft, at=clock.advance(minutes=1), ref="answer")
    return end
