"""Surveys of one's own whose answers lead to people, or are noted on the conversation."""

from typing import Any

import pytest

from shared.configuration import stored
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import as_before, deployed, dump, lambdas, wake, woken
from tests.functions.orchestrate.surveys import (
    REOPENED,
    RESTS,
    asked,
    kept,
    press,
    pressed,
    resolved,
    says,
    stands,
)
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]


TO_CARE = {"reply": "handover", "team": "care", "priority": "high", "attributes": {"happy": "no"}}
SURVEY: dict[str, Any] = {
    "steps": {
        "start": {
            "text": "How was it?",
            "save": "csat",
            "choices": [
                {"id": "1", "title": "Bad", "next": TO_CARE},
                {"id": "2", "title": "Good", "next": {"step": "why"}},
            ],
        },
        "why": {"text": "Why?", "ask": "text", "save": "why", "next": {"reply": "thanks"}},
    }
}


@pytest.fixture(autouse=True)
def survey(deployed: Lambdas, the_time: SteppingClock) -> None:
    stored.put("teams", "care", {}, by="admin")
    stored.put("replies", "mine", SURVEY, by="admin")
    wake(resolved(the_time, survey="mine"))


def test_who_is_led_to_people_gets_them(the_time: SteppingClock) -> None:
    press("b", the_time.advance(minutes=1), "mine/start/1")
    summary = log.summary()
    assert asked()[-1]["text"] == "A colleague will answer you here."
    assert (stands(), summary["owner"], summary["priority"]) == (REOPENED, "team:care", "high")
    assert (kept("score"), summary["attributes"]) == ([1], {"csat": "1", "happy": "no"})


def test_of_a_team_at_work_somebody_gets_it(the_time: SteppingClock) -> None:
    staff.agent("bo", teams=["care"])
    press("b", the_time.advance(minutes=1), "mine/start/1")
    assert (stands(), log.summary()["owner"], staff.loads()["bo"]) == (REOPENED, "agent:bo", 1)


def test_what_is_asked_for_is_noted_and_opens_nothing(the_time: SteppingClock) -> None:
    press("b", the_time.advance(minutes=1), "mine/start/2")
    says("c", the_time.advance(minutes=1), "Quick and kind")
    assert (stands(), kept("text")) == (RESTS, ["Quick and kind"])
    assert log.summary()["attributes"] == {"csat": "2", "why": "Quick and kind"}


def test_who_is_talked_with_again_is_not_handed_over(the_time: SteppingClock) -> None:
    says("b", the_time.advance(minutes=1), "One more thing")
    press("c", the_time.advance(minutes=1), "mine/start/1")
    assert (stands(), log.summary().get("team")) == (REOPENED, None)
    assert (kept("score"), len(asked())) == ([1], 1)


def test_a_crash_after_any_write_leaves_one_of_each(the_time: SteppingClock) -> None:
    staff.agent("bo", teams=["care"])
    wake_up = woken(pressed("b", the_time.advance(minutes=1), "mine/start/1"))
    before = dump()
    with faults.injected() as calls:
        assert wake(wake_up) == []
    undisturbed = dump()
    writes = {"PutItem", "TransactWriteItems", "UpdateItem"}
    for number in [n for n, name in enumerate(calls.operations) if name in writes]:
        as_before(before)
        faults.run_until(faults.CrashPoint(number, "after"), lambda: wake(wake_up))
        assert wake(wake_up) == []
        assert dump() == undisturbed
