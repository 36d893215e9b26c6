"""Service levels: who is told of them, when, and how often."""

import json
from typing import Any

import pytest

from shared.accepting import Draft, accept
from shared.configuration import stored
from shared.deciding import decide
from shared.ids import MessageId
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    deployed,
    dump,
    empty,
    lambdas,
    record,
    rules,
    said,
    wake,
    woken,
)
from tests.functions.orchestrate.test_reminders import heard, subscribed
from tests.functions.orchestrate.timing import due, ring
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

MINUTE = 60_000
LEVELS = {"normal": {"first": 20, "next": 40, "resolution": 480}, "urgent": {"first": 4}}

pytestmark = pytest.mark.usefixtures("deployed")


def promised(levels: Any = LEVELS, **team: Any) -> None:
    stored.put("teams", "sales", {"service_levels": levels, **team}, by="admin")
    rules(greeting="", team="sales")


def notices() -> list[tuple[str, str, int]]:
    """What was told, of which clock, and at which minute of the year."""
    found = []
    for note in log.messages("note"):
        said = json.loads(note["content"])
        minute = (note["sent_at"] - 1_767_225_600_000) / MINUTE
        found.append((said["event"].removeprefix("service-level-"), said["clock"], minute))
    return found


def answer(clock: SteppingClock) -> None:
    draft = Draft(type="text", text="Here I am", author_kind="agent", author_id="ana")
    accept(log.summary(), draft, at=clock.now, ref=f"a{clock.now}", take_over_by="agent:ana")


def after(clock: SteppingClock, **time: int) -> list[tuple[str, str, int]]:
    clock.advance(**time)
    for _ in range(3):
        ring(clock)
    return notices()


def status(value: str, clock: SteppingClock) -> None:
    """As an agent decides it; with the wake-up that the follower sends."""
    changes = {"status": value}
    decide(changes, by="agent:ana", why="", cause="x", at=clock.now, expected=log.summary())
    assert wake(record("decision", log.decisions()[-1]["sk"], clock.now)) == []


def test_the_team_is_warned_and_told_once_that_nobody_answered(the_time: SteppingClock) -> None:
    promised()
    assert wake(woken(log.say("hello", the_time.now))) == []
    assert (notices(), due()) == ([], [the_time.now + 15 * MINUTE])
    assert after(the_time, minutes=15) == [("warning", "first", 15)]
    assert after(the_time, minutes=5) == [("warning", "first", 15)]
    told = [("warning", "first", 15), ("breach", "first", 20)]
    assert after(the_time, ms=1) == told
    assert after(the_time, minutes=60) == told
    assert (said(), log.messages()) == ([], [])


def test_an_answer_in_time_is_told_to_nobody(the_time: SteppingClock) -> None:
    promised({"normal": {"first": 20}})
    wake(woken(log.say("hello", the_time.now)))
    the_time.advance(minutes=10)
    answer(the_time)
    assert after(the_time, minutes=60) == []
    assert due() == []


def test_whoever_writes_again_waits_anew(the_time: SteppingClock) -> None:
    promised({"normal": {"first": 20, "next": 40}})
    wake(woken(log.say("hello", the_time.now)))
    the_time.advance(minutes=10)
    answer(the_time)
    wake(woken(log.say("more", the_time.advance(minutes=10))))
    wake(woken(log.say("please", the_time.advance(minutes=10))))
    assert log.summary()["waiting_since"] == the_time.now - 10 * MINUTE
    assert after(the_time, minutes=20) == [("warning", "next", 50)]
    answer(the_time)
    assert after(the_time, minutes=30) == [("warning", "next", 50)]
    wake(woken(log.say("once more", the_time.advance(minutes=10))))
    after(the_time, minutes=30)
    assert after(the_time, minutes=30)[1:] == [("warning", "next", 120), ("breach", "next", 130)]


def test_a_look_a_week_late_tells_each_breach_once(the_time: SteppingClock) -> None:
    promised()
    wake(woken(log.say("hello", the_time.now)))
    told = [("breach", "first", 20), ("breach", "resolution", 480)]
    assert after(the_time, hours=7 * 24) == told[:1]
    assert after(the_time, seconds=1) == told
    assert after(the_time, hours=1) == told


def test_an_answer_that_was_late_is_told_of_once_by_a_timer_that_is_later(
    the_time: SteppingClock,
) -> None:
    promised({"normal": {"next": 40}})
    wake(woken(log.say("hello", the_time.now)))
    answer(the_time)
    wake(woken(log.say("more", the_time.advance(minutes=10))))
    the_time.advance(minutes=40)
    answer(the_time)  # at the very moment it is due
    assert after(the_time, minutes=5) == []
    wake(woken(log.say("and more", the_time.advance(minutes=5))))
    the_time.advance(minutes=41)
    answer(the_time)  # and the timer has not rung
    told = [("breach", "next", 100)]
    assert after(the_time, minutes=1) == told
    assert after(the_time, hours=1) == told


def test_of_two_late_answers_both_are_told(the_time: SteppingClock) -> None:
    """The second question is looked at before the timer of the first one rings."""
    promised({"normal": {"next": 40}})
    wake(woken(log.say("hello", the_time.now)))
    answer(the_time)
    for text in ("more", "please"):
        wake(woken(log.say(text, the_time.advance(minutes=10))))
        the_time.advance(minutes=50)
        answer(the_time)
    assert after(the_time, hours=1) == [("breach", "next", 50), ("breach", "next", 110)]


def test_what_was_answered_late_and_resolved_is_told_in_the_next_episode(
    the_time: SteppingClock,
) -> None:
    promised({"normal": {"next": 40}})
    wake(woken(log.say("hello", the_time.now)))
    answer(the_time)
    wake(woken(log.say("more", the_time.advance(minutes=10))))
    the_time.advance(minutes=50)
    answer(the_time)
    done = {"status": "resolved"}
    decide(done, by="agent:ana", why="", cause="x", at=the_time.now, expected=log.summary())
    wake(woken(log.say("again", the_time.advance(minutes=10))))
    assert notices() == [("breach", "next", 50)]


def test_resolution_pauses_while_it_waits_for_the_customer(the_time: SteppingClock) -> None:
    promised({"normal": {"resolution": 60}})
    wake(woken(log.say("hello", the_time.now)))
    the_time.advance(minutes=30)
    answer(the_time)
    status("pending", the_time)
    assert after(the_time, hours=10) == []
    status("open", the_time)
    assert due() == [the_time.now + 15 * MINUTE]
    assert after(the_time, minutes=16) == [("warning", "resolution", 645)]
    status("resolved", the_time)
    assert after(the_time, hours=10) == [("warning", "resolution", 645)]


def test_a_new_episode_is_a_new_promise(the_time: SteppingClock) -> None:
    promised({"normal": {"first": 20}})
    wake(woken(log.say("hello", the_time.now)))
    assert len(after(the_time, minutes=21)) == 1
    answer(the_time)
    status("resolved", the_time)
    wake(woken(log.say("again", the_time.advance(minutes=39))))
    assert log.summary()["opened_in"] == 2
    assert after(the_time, minutes=21)[1:] == [("breach", "first", 80)]


def test_priority_has_levels_of_its_own(the_time: SteppingClock) -> None:
    promised()
    log.say("old", the_time.now)
    log.decide_now(team="sales", owner="team:sales", priority="urgent")
    wake(woken(log.say("hello", the_time.now)))
    assert due() == [the_time.now + 3 * MINUTE]


def test_time_outside_business_hours_does_not_count(the_time: SteppingClock) -> None:
    calendar = {"time_zone": "UTC", "week": {"thu": [["09:00", "17:00"]]}}
    stored.put("hours", "office", calendar, by="admin")
    promised({"normal": {"first": 20}}, hours="office")
    wake(woken(log.say("hello", the_time.now)))  # in the night to a Thursday
    assert due() == [the_time.now + (9 * 60 + 15) * MINUTE]


def test_the_notice_names_ids_only_and_reaches_bus_and_topic(the_time: SteppingClock) -> None:
    promised({"normal": {"first": 20}})
    queue = subscribed()
    wake(woken(log.say("hello", the_time.now)))
    after(the_time, minutes=15)
    on_bus, on_topic = sorted(heard(queue), key=lambda message: "Message" in message)
    [note] = log.messages("note")
    detail = {
        "id": str(MessageId.of(note)),
        "conversation": log.CONVERSATION,
        "channel": "whatsapp",
        "account": "main",
        "clock": "first",
        "to": "team:sales",
        "since": "2026-01-01T00:00:00.000Z",
        "at": "2026-01-01T00:15:00.000Z",
        "priority": "normal",
    }
    assert (on_bus["detail-type"], on_bus["detail"]) == ("service-level-warning", detail)
    assert json.loads(on_topic["Message"]) == detail
    assert on_topic["Subject"] == "A service level will soon be missed"


def test_without_promises_nothing_is_written_or_set(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    rules(greeting="", team="sales")
    wake(woken(log.say("hello", the_time.now)))
    assert (due(), notices()) == ([], [])
    assert deployed.invoked == ["LookFunction", "RouteFunction"]


def much_due(clock: SteppingClock) -> dict[str, Any]:
    """A snooze has ended, a promise is broken, and another one wants a timer."""
    promised({"normal": {"first": 20, "resolution": 480}})
    log.say("hello", clock.now)
    log.decide_now(
        team="sales",
        status="snoozed",
        snoozed_until=clock.now + 20 * MINUTE,
        opened_at=clock.now,
        opened_in=1,
        waiting_since=clock.now,
        handled_through=f"{clock.now:013d}#hello",
    )
    return record("look", "", clock.advance(minutes=21))


def test_a_crash_anywhere_and_the_wake_up_again_end_like_an_undisturbed_run(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    start, wake_up = the_time.now, much_due(the_time)
    points = faults.lasting_points(lambda: wake(wake_up))
    undisturbed = dump()
    assert {*deployed.invoked} == {"LookFunction", "DecideFunction", "SetTimerFunction"}
    assert len(points) >= 3
    for point in points:
        empty()
        the_time.now = start
        wake_up = much_due(the_time)
        faults.run_until(point, lambda again=wake_up: wake(again))  # type: ignore[misc]
        assert wake(wake_up) == [], point
        assert dump() == undisturbed, point
    assert (notices(), log.summary()["status"]) == ([("breach", "first", 20)], "open")
