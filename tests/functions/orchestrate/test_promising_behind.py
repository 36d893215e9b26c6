"""Service levels where the answer came before the workflow had looked at the question."""

import pytest

from functions.follow_log.resting import handled
from shared import configuration
from shared.deciding import decide
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    as_before,
    deployed,
    dump,
    lambdas,
    record,
    rules,
    wake,
    woken,
)
from tests.functions.orchestrate.test_promising import after, answer, notices, promised
from tests.functions.orchestrate.timing import due
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

BREACH = ("breach", "next")


@pytest.fixture(autouse=True)
def talking(deployed: Lambdas, the_time: SteppingClock) -> None:
    """The customer has asked and was answered at once; ten minutes have passed."""
    promised({"normal": {"next": 40}})
    wake(woken(log.say("hello", the_time.now)))
    answer(the_time)
    the_time.advance(minutes=10)


def test_an_answer_that_was_late_is_told_of_though_nobody_had_looked(
    the_time: SteppingClock,
) -> None:
    more = log.say("more", the_time.now)
    the_time.advance(minutes=50)
    answer(the_time)
    the_time.advance(minutes=10)
    assert wake(woken(more)) == []
    assert (notices(), due()) == ([(*BREACH, 50)], [])
    assert wake(woken(more)) == []
    wake(woken(log.say("thanks", the_time.advance(minutes=1))))
    answer(the_time)
    assert after(the_time, hours=5) == [(*BREACH, 50)]


def test_one_that_was_in_time_is_not_though_another_came_later(the_time: SteppingClock) -> None:
    more = log.say("more", the_time.now)
    for _ in range(2):
        the_time.advance(minutes=40)
        answer(the_time)
    wake(woken(more))
    assert after(the_time, hours=5) == []


def test_all_that_was_missed_is_told_one_look_after_the_other(the_time: SteppingClock) -> None:
    for text in ("one", "two", "three"):
        last = log.say(text, the_time.now)
        log.say(f"{text}, please", the_time.advance(minutes=1))
        answer_late(the_time)
    assert wake(woken(last)) == []
    assert "thr" not in log.summary()["handled_through"]  # what is new stays new until then
    told = [(*BREACH, minute) for minute in (50, 102, 154)]
    assert after(the_time, seconds=1) == told[:2]
    assert after(the_time, seconds=1) == told
    assert after(the_time, hours=5) == told
    assert log.summary()["handled_through"].endswith("three, please")
    assert due() == []


def answer_late(clock: SteppingClock) -> None:
    clock.advance(minutes=50)
    answer(clock)
    clock.advance(minutes=1)


def test_who_had_asked_before_is_told_of_for_the_oldest_question(the_time: SteppingClock) -> None:
    wake(woken(log.say("more", the_time.now)))
    please = log.say("please", the_time.advance(minutes=5))
    answer_late(the_time)
    wake(woken(please))
    assert after(the_time, hours=5) == [(*BREACH, 50)]


def test_so_is_who_was_answered_and_resolved_at_once(the_time: SteppingClock) -> None:
    more = log.say("more", the_time.now)
    answer_late(the_time)
    done = {"status": "resolved"}
    decide(done, by="agent:ana", why="", cause="x", at=the_time.now, expected=log.summary())
    wake(woken(more))
    assert (after(the_time, hours=5), log.summary()["status"]) == ([(*BREACH, 50)], "resolved")


def test_what_was_decided_before_it_was_answered_is_not(the_time: SteppingClock) -> None:
    more = log.say("more", the_time.now)
    done = {"status": "resolved"}
    at = the_time.advance(minutes=5)
    decide(done, by="agent:ana", why="", cause="x", at=at, expected=log.summary())
    answer_late(the_time)
    wake(woken(more))
    assert after(the_time, hours=5) == []


def test_the_first_answer_of_an_episode_keeps_or_breaks_another_promise(
    the_time: SteppingClock,
) -> None:
    done = {"status": "resolved"}
    decide(done, by="agent:ana", why="", cause="x", at=the_time.now, expected=log.summary())
    again = log.say("again", the_time.advance(minutes=1))
    answer_late(the_time)
    more = log.say("more", the_time.now)
    answer_late(the_time)
    wake(record("message", f"{again} {more}", the_time.now))
    assert after(the_time, hours=5) == [(*BREACH, 102)]


def test_an_answer_before_the_look_is_the_first_one_for_good(the_time: SteppingClock) -> None:
    promised({"normal": {"first": 40}})
    done = {"status": "resolved"}
    decide(done, by="agent:ana", why="", cause="x", at=the_time.now, expected=log.summary())
    again = log.say("again", the_time.advance(minutes=1))
    answer(the_time)
    wake(woken(again))
    the_time.advance(minutes=50)
    answer(the_time)
    assert after(the_time, hours=5) == []


def test_the_follower_leaves_such_a_question_to_the_workflow(the_time: SteppingClock) -> None:
    more = log.inbound("more", the_time.now)
    the_time.advance(minutes=50)
    before = log.summary()
    assert handled(before, before, [more], configuration.load) is None  # a timer is to be set
    answer(the_time)
    rested = log.summary()
    assert handled(rested, rested, [more], configuration.load) is None  # nothing but time passed
    rules(greeting="")
    promised({})
    assert handled(rested, rested, [more], configuration.load)


def test_nothing_more_is_read_where_nobody_was_quicker(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    more = log.say("more", the_time.now)
    with faults.injected() as calls:
        wake(woken(more))
    queries = calls.count("Query")
    please = log.say("please", the_time.advance(minutes=1))
    answer(the_time)
    with faults.injected() as calls:
        wake(woken(please))
    assert calls.count("Query") == queries + 1


def test_a_crash_anywhere_and_the_wake_up_again_tell_it_once(the_time: SteppingClock) -> None:
    more = log.say("more", the_time.now)
    answer_late(the_time)
    before = dump()
    points = faults.lasting_points(lambda: wake(woken(more)))
    undisturbed = dump()
    for point in points:
        as_before(before)
        faults.run_until(point, lambda: wake(woken(more)))
        assert wake(woken(more)) == [], point
        assert dump() == undisturbed, point
    assert notices() == [(*BREACH, 50)]
