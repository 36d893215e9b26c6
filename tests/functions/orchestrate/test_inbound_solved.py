"""What customers type after "Does that answer your question?", with no team to catch it."""

import pytest

from shared.configuration import stored
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate import menus
from tests.functions.orchestrate.runs import deployed, lambdas, wake, woken
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

HANDOVER = "A colleague will answer you here."


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    menus.written()


def write(ref: str, at: int, text: str) -> Item:
    assert wake(woken(log.say(ref, at, text=text))) == []
    return log.messages()[-1]


def after_an_answer(clock: SteppingClock, text: str) -> tuple[str, str, str]:
    """What stands then: the last that was said, the status and the owner."""
    write("a", clock.advance(minutes=1), "hours")
    last = write("b", clock.advance(seconds=5), text)
    return last["text"], log.summary()["status"], log.summary()["owner"]


@pytest.mark.parametrize("text", ["Thanks a lot", "no gracias, eso es todo"])
def test_thanks_are_solved(text: str, the_time: SteppingClock) -> None:
    said, status, owner = after_an_answer(the_time, text)
    assert (said[:9], status, owner) == ("Thank you", "resolved", "bot")


@pytest.mark.parametrize("text", ["No, I need a person", "ein Mensch, bitte", "agent please"])
def test_who_wants_a_person_gets_one(text: str, the_time: SteppingClock) -> None:
    assert after_an_answer(the_time, text) == (HANDOVER, "open", "team:everybody")


@pytest.mark.parametrize("text", ["Thanks, but I need a person", "Yes, and where do I park?"])
def test_what_says_both_or_asks_is_a_new_request_that_somebody_hears(
    text: str, the_time: SteppingClock
) -> None:
    assert after_an_answer(the_time, text) == (HANDOVER, "open", "team:everybody")
    assert log.messages()[-1]["why"].startswith("Nothing answers")


def test_a_new_request_has_the_answer_of_its_rule_or_the_default(the_time: SteppingClock) -> None:
    said, _, owner = after_an_answer(the_time, "No, I meant the menu")
    assert (said, owner) == ("What is it about?", "bot")
    stored.put("replies", "default", {"text": "Please wait."}, by="admin")
    the_time.advance(hours=7)
    said, _, owner = after_an_answer(the_time, "my parcel has not come yet, it is late")
    assert (said, owner) == ("Please wait.", "bot")


def test_where_the_policy_names_a_team_a_new_request_is_the_teams(the_time: SteppingClock) -> None:
    menus.written(team="sales")
    said, _, owner = after_an_answer(the_time, "my parcel has not come yet, it is late")
    assert (said[:11], owner) == ("We are open", "team:sales")


def test_nothing_else_is_taken_for_an_answer(the_time: SteppingClock) -> None:
    write("a", the_time.advance(minutes=1), "menu")
    again = write("b", the_time.advance(minutes=1), "no thanks, that's all")
    assert again["text"].startswith("Please choose one of these.")
