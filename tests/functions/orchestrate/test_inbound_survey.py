"""Once people have resolved it, customers are asked how it was; what they say opens nothing."""

import json

import pytest

from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import as_before, deployed, dump, lambdas, wake, woken
from tests.functions.orchestrate.surveys import again, asked, notes, press, resolved
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def test_score_and_words_are_kept_and_reopen_nothing(the_time: SteppingClock) -> None:
    assert wake(resolved(the_time)) == []
    [question] = asked()
    buttons = json.loads(question["content"])["buttons"]
    assert [button["title"] for button in buttons] == ["1", "2", "3", "4", "5"]
    assert (question["author_kind"], question["why"]) == (
        "system",
        "A person has resolved the conversation.",
    )
    press("b", the_time.advance(minutes=1), "csat/start/4")
    words = log.say("c", the_time.advance(minutes=1), text="Answer faster")
    assert wake(woken(words)) == []
    assert [message["text"] for message in asked()][1:] == [
        "Thank you. What could we do better?",
        "Thank you. Write to us again whenever you like.",
    ]
    score, comment = notes()
    assert (score["event"], score["score"], score["survey"]) == ("survey-answered", 4, "csat")
    assert (comment["text"], comment["message"]) == ("Answer faster", words)
    assert (log.summary()["status"], log.summary()["episode"]) == ("resolved", 1)


def test_what_is_no_answer_is_a_new_request(the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    assert wake(woken(log.say("b", the_time.advance(minutes=1), text="One more thing"))) == []
    assert (log.summary()["status"], log.summary()["episode"]) == ("open", 2)
    press("c", the_time.advance(minutes=1), "csat/start/5")  # which tells what it is of
    assert [note["score"] for note in notes()] == [5]


def test_words_that_come_too_late_are_a_new_request(the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    press("b", the_time.advance(minutes=1), "csat/start/2")
    wake(woken(log.say("c", the_time.advance(hours=2), text="Where is my order?")))
    assert (log.summary()["status"], len(notes())) == ("open", 1)


def test_nobody_is_asked_twice_a_day(the_time: SteppingClock) -> None:
    wake_up = resolved(the_time)
    wake(wake_up, wake_up)
    wake(woken(log.say("b", the_time.advance(hours=1), text="again")))
    wake(again(the_time))
    assert len(asked()) == 1
    wake(woken(log.say("c", the_time.advance(hours=24), text="again")))
    wake(again(the_time))
    assert len(asked()) == 2


@pytest.mark.parametrize("by", ["workflow:inbound", "workflow:echo"])
def test_what_no_person_resolved_is_not_asked_about(by: str, the_time: SteppingClock) -> None:
    wake(resolved(the_time, by))
    assert asked() == []


def test_neither_through_a_closed_window_nor_after_an_opt_out(the_time: SteppingClock) -> None:
    wake_up = resolved(the_time)
    log.decide_now(consent="out")
    wake(wake_up)
    assert asked() == []
    log.decide_now(consent="unknown", resolved_at=the_time.advance(hours=25))
    wake(wake_up)
    assert asked() == []


def test_a_crash_after_any_write_leaves_one_answer(the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    content = json.dumps({"reply": {"kind": "button", "id": "csat/start/3", "title": "3"}})
    at = the_time.advance(minutes=1)
    wake_up = woken(log.say("b", at, type="interactive", text="3", content=content))
    before = dump()
    with faults.injected() as calls:
        assert wake(wake_up) == []
    undisturbed = dump()
    assert (len(asked()), len(notes())) == (2, 1)
    writes = {"PutItem", "TransactWriteItems"}
    for number in [n for n, name in enumerate(calls.operations) if name in writes]:
        as_before(before)
        faults.run_until(faults.CrashPoint(number, "after"), lambda: wake(wake_up))
        assert wake(wake_up) == []
        assert dump() == undisturbed


def test_a_window_that_closes_in_between_leaves_it_unsaid(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    wake_up = resolved(the_time)

    def late(function: str, again: object) -> None:
        if function == "LookFunction":
            the_time.advance(hours=25)

    deployed.afterwards = late
    assert wake(wake_up) == []
    assert (asked(), "survey" in log.summary()) == ([], False)


def test_an_opt_out_that_comes_in_between_leaves_it_unsaid(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    wake_up = resolved(the_time)

    def quick(function: str, again: object) -> None:
        if function == "LookFunction":
            log.decide_now(consent="out")

    deployed.afterwards = quick
    wake(wake_up)
    assert asked() == []


def test_where_automation_has_stopped_nobody_is_asked_and_a_score_is_kept(
    the_time: SteppingClock,
) -> None:
    wake_up = resolved(the_time)
    log.decide_now(stopped=1)
    assert wake(wake_up) == []
    assert asked() == []
    log.decide_now(stopped=0)
    assert wake(wake_up) == []
    log.decide_now(stopped=1)
    press("b", the_time.advance(minutes=1), "csat/start/4")
    assert ([note["score"] for note in notes()], len(asked())) == ([4], 1)
