"""A platform warns an account: what was to be said by itself stays unsaid, and people are told."""

from typing import Any

import pytest

from shared import ids
from shared.channels import HOUR_MS
from shared.drafts import OPT_IN_CONFIRMATION, OPT_OUT_CONFIRMATION
from shared.holders import EVERYBODY
from shared.limits import budgets, warned
from shared.limits.warned import WHY, Fact
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, said, wake, woken
from tests.functions.orchestrate.test_ban_guard import decide, different, standing, talk, talkative
from tests.functions.orchestrate.test_reminders import heard, subscribed

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")

ACCOUNT = "whatsapp:main"


def warn(the_time: SteppingClock, reason: str = "spam", hours: int = 24, **more: Any) -> None:
    warned.note(Fact(ACCOUNT, reason, the_time.now, the_time.now + hours * HOUR_MS, **more))


@pytest.mark.parametrize("budget", [2000, 0])
def test_what_was_to_be_said_stays_unsaid_and_people_get_it(
    the_time: SteppingClock, budget: int
) -> None:
    admin = subscribed()
    talkative(budget_per_account=budget, budget_per_text=budget)
    warn(the_time)
    talk(the_time, "hello")
    assert said() == []
    assert standing("owner", "team", "stopped") == ["team:everybody", EVERYBODY, 1]
    [decision] = log.decisions()
    assert decision["why"] == f"automation stopped: the platform says that {WHY['spam']}"
    told, again = heard(admin)
    detail = told.get("detail") or again["detail"]
    assert (detail["reason"], detail["account"]) == ("spam", "main")
    assert detail["until"] == "2026-01-02T00:00:00.000Z"
    assert budgets.of_this_hour("whatsapp", "main") == {}, "what is not said is not counted"


def test_admins_hear_of_a_warning_once_and_of_the_next_one_again(the_time: SteppingClock) -> None:
    admin = subscribed()
    talkative()
    warn(the_time)
    talk(the_time, "hello")
    assert len(heard(admin)) == 2  # the bus and the topic
    for hours in (1, 20):
        the_time.advance(hours=hours)
        decide(the_time, owner="bot", stopped=None)
        talk(the_time, "again")
        assert (heard(admin), said(), standing("stopped")) == ([], [], [1])
    the_time.advance(hours=4)
    decide(the_time, owner="bot", stopped=None)
    warn(the_time)
    talk(the_time, "once more")
    assert len(heard(admin)) == 2


def test_it_ends_by_itself(the_time: SteppingClock) -> None:
    talkative()
    warn(the_time)
    talk(the_time, "hello")
    decide(the_time, owner="bot", stopped=None)
    the_time.advance(hours=24)
    talk(the_time, "hello again")
    assert said() == ["default-reply"]


def test_another_account_speaks_on(the_time: SteppingClock) -> None:
    talkative()
    warned.note(Fact("whatsapp:mainland", "spam", the_time.now, the_time.now + HOUR_MS))
    talk(the_time, "hello")
    assert said() == ["default-reply"]


def test_what_the_customer_decides_is_confirmed(the_time: SteppingClock) -> None:
    talkative()
    warn(the_time)
    talk(the_time, "stop")
    assert said() == [OPT_OUT_CONFIRMATION]
    talk(the_time, "start")
    assert said() == [OPT_OUT_CONFIRMATION, OPT_IN_CONFIRMATION]


def test_to_know_of_it_costs_no_call(the_time: SteppingClock) -> None:
    def calls(text: str) -> list[str]:
        message = log.say(ids.digest(text)[:8], the_time.advance(seconds=600), text=text)
        with faults.injected() as made:
            wake(woken(message))
        return made.operations

    talkative(loop_turns=0)
    first, second, third, fourth = different(4)
    calls(first)
    before = calls(second)
    warned.note(Fact("whatsapp:other", "spam", the_time.now, the_time.now + 24 * HOUR_MS))
    calls(third)  # the settings are read anew, once
    assert calls(fourth) == before
