"""Scores that customers write instead of pressing them, in the workflow."""

import json

import pytest

from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, wake, woken
from tests.functions.orchestrate.surveys import (
    REOPENED,
    RESTS,
    asked,
    kept,
    notes,
    pressed,
    resolved,
    says,
    stands,
)

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


@pytest.mark.parametrize(
    "text", ["5/5", "5 stars", "⭐⭐⭐⭐⭐", "5️⃣", "\u0665", "5. great help, thanks"]
)
def test_a_score_may_be_written(text: str, the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    says("b", the_time.advance(minutes=1), text)
    assert (kept("score"), stands()) == ([5], RESTS)
    assert kept("text") == ([text] if "s" in text else [])
    assert asked()[-1]["text"] == "Thank you. What could we do better?"


@pytest.mark.parametrize("text", ["4 items are missing from my order!", "4%", "4 \u20ac"])
def test_a_number_of_something_is_a_new_request(text: str, the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    says("b", the_time.advance(minutes=1), text)
    assert (notes(), stands(), len(asked())) == ([], REOPENED, 1)


@pytest.mark.parametrize("text", ["4. But where is my order?", "4?"])
def test_a_score_with_a_question_is_kept_and_reaches_people(
    text: str, the_time: SteppingClock
) -> None:
    wake(resolved(the_time))
    says("b", the_time.advance(minutes=1), text)
    assert (kept("score"), stands(), len(asked())) == ([4], REOPENED, 1)


def test_a_request_beside_a_score_is_why_it_is_open_again(the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    score = pressed("b", the_time.advance(minutes=1), "csat/start/2")
    request = log.say("c", the_time.advance(seconds=2), text="Where is my order?")
    wake(woken(score), woken(request))
    assert (kept("score"), kept("text"), stands(), len(asked())) == ([2], [], REOPENED, 1)
    reopened = log.decisions()[-1]
    assert (reopened["cause"], reopened["why"]) == (request, "the customer wrote again")


def test_of_an_effort_survey_seven_is_the_highest(the_time: SteppingClock) -> None:
    wake(resolved(the_time, survey="ces"))
    [question] = asked()
    assert len(json.loads(question["content"])["buttons"]) == 7
    says("b", the_time.advance(minutes=1), "7/7")
    wake(woken(log.say("c", the_time.advance(minutes=1), text="Everything at once")))
    assert (kept("score"), kept("text"), stands()) == ([7], ["Everything at once"], RESTS)
    assert {note["survey"] for note in notes()} == {"ces"}
