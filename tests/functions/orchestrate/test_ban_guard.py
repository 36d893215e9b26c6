"""Too much is not said: the workflow's very file, from the budget to people and to admins."""

from typing import Any

import pytest

from shared import configuration, deciding, ids, table
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.holders import EVERYBODY
from shared.limits import budgets
from shared.limits.automation import SAID, WHY
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    deployed,
    dump,
    empty,
    lambdas,
    rules,
    said,
    wake,
    woken,
)
from tests.functions.orchestrate.test_reminders import heard, subscribed

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def talkative(**policy: Any) -> None:
    """A business whose bot answers everything."""
    rules(greeting="", default_reply="We will be with you.", default_reply_every_ms=0, **policy)


def standing(*names: str) -> list[object]:
    summary = log.summary()
    return [summary.get(name) for name in names]


def talk(the_time: SteppingClock, *texts: str, seconds: int = 60) -> None:
    """The customer writes and the workflow runs, once for each of ``texts``."""
    for text in texts:
        at = the_time.advance(seconds=seconds)
        assert wake(woken(log.say(ids.digest(text, str(at))[:8], at, text=text))) == []


def decide(the_time: SteppingClock, **changes: Any) -> None:
    """An agent decides."""
    told = log.summary()
    deciding.decide(changes, by="agent:ana", why="", cause="x", at=the_time.now, expected=told)


def different(count: int) -> list[str]:
    """Texts that are nothing like each other."""
    return [ids.digest(str(number)) for number in range(count)]


LIMITS: list[tuple[dict[str, int], str]] = [
    ({"budget_per_person": 2}, "person"),
    ({"budget_per_account": 2}, "account"),
    ({"budget_per_text": 2}, "text"),
    ({"loop_turns": 2, "loop_within_s": 1000}, "loop"),
]


@pytest.mark.parametrize(("policy", "reason"), LIMITS)
def test_what_is_too_much_stays_unsaid_and_people_get_the_conversation(
    the_time: SteppingClock, policy: dict[str, int], reason: str
) -> None:
    admin = subscribed()
    talkative(**policy)
    talk(the_time, *different(4))
    assert said() == ["default-reply"] * 2
    assert standing("owner", "team", "stopped") == ["team:everybody", EVERYBODY, 1]
    [decision] = log.decisions()
    assert decision["why"] == WHY[reason]
    told, again = heard(admin)
    assert {told.get("detail-type"), again.get("detail-type")} == {"automation-stopped", None}
    detail = told.get("detail") or again["detail"]
    assert (detail["reason"], detail["conversation"]) == (reason, log.CONVERSATION)
    assert "4000" not in str((told, again)), "no word of the customer's"


def test_the_policys_team_gets_it(the_time: SteppingClock) -> None:
    talkative(budget_per_person=1, agent="ana")
    log.say("hello", the_time.now)
    log.decide_now(**{SAID: {"hour": the_time.now // 3_600_000, "said": 1, "at": [the_time.now]}})
    talk(the_time, "hi")
    assert standing("owner", "assignee", "stopped") == ["agent:ana", "ana", 1]
    assert said() == []


def test_given_back_to_the_bot_it_stays_silent_until_the_next_episode(
    the_time: SteppingClock,
) -> None:
    talkative(budget_per_person=1)
    talk(the_time, *different(2))
    decide(the_time, owner="bot", team=None)
    the_time.advance(hours=2)
    talk(the_time, "third")
    assert said() == ["default-reply"]
    decide(the_time, owner="bot", team=None, status="resolved")
    talk(the_time, "fourth")
    assert (said(), standing("episode")) == (["default-reply"] * 2, [2])


def test_who_goes_through_a_menu_quickly_is_no_machine(the_time: SteppingClock) -> None:
    talkative(loop_turns=2, loop_within_s=1000)
    tapped = '{"reply": {"kind": "button", "id": "hours", "title": "Hours"}}'
    for number in range(4):
        at = the_time.advance(seconds=60)
        wake(woken(log.say(f"m{number}", at, type="interactive", text="Hours", content=tapped)))
    assert said() == ["default-reply"] * 4


def test_a_new_hour_has_a_new_budget(the_time: SteppingClock) -> None:
    talkative(budget_per_account=1, budget_per_person=1)
    talk(the_time, "one")
    the_time.advance(hours=1)
    talk(the_time, "two")
    assert said() == ["default-reply"] * 2


def test_a_slow_talk_with_a_machine_ends_too(the_time: SteppingClock) -> None:
    talkative()
    texts = [f"We are away. Your ticket is {number}." for number in range(5)]
    talk(the_time, *texts, seconds=600)
    assert said() == ["default-reply"] * 3
    assert log.decisions()[-1]["why"] == WHY["alike"]


def test_admins_hear_of_an_account_once_an_hour(the_time: SteppingClock) -> None:
    admin = subscribed()
    talkative(budget_per_account=1)
    talk(the_time, *different(2))
    assert len(heard(admin)) == 2  # the bus and the topic
    decide(the_time, owner="bot", stopped=None)
    talk(the_time, "again")
    assert (heard(admin), said(), standing("stopped")) == ([], ["default-reply"], [1])


def test_an_opt_out_is_confirmed_however_much_was_said_to_others(the_time: SteppingClock) -> None:
    talkative(budget_per_account=1)
    talk(the_time, "hello", "stop")
    assert said() == ["default-reply", OPT_OUT_CONFIRMATION]


def test_what_people_have_stays_theirs_when_a_confirmation_is_too_much(
    the_time: SteppingClock,
) -> None:
    talkative(budget_per_person=1)
    talk(the_time, "hello")
    log.decide_now(owner="agent:ana", assignee="ana")
    talk(the_time, "stop")
    assert standing("owner", "consent", "stopped") == ["agent:ana", "out", None]
    assert said() == ["default-reply"]


def test_one_automatic_message_is_one_write_more(the_time: SteppingClock) -> None:
    talkative()
    talk(the_time, "first")
    hello = log.say("second", the_time.advance(seconds=600), text="another thing")
    with faults.injected() as calls:
        wake(woken(hello))
    counted = [r for r in calls.requests if '"G#' in str(r.get("body", ""))]
    assert len(counted) == 1
    assert calls.count("TransactWriteItems") == 1
    assert budgets.of_this_hour("whatsapp", "main")["total"] == 2


def test_without_budgets_nothing_is_counted(the_time: SteppingClock) -> None:
    talkative(budget_per_account=0, budget_per_text=0, budget_per_person=0, loop_turns=0)
    talk(the_time, *["the very same text of a machine"] * 5)
    assert said() == ["default-reply"] * 5
    assert budgets.of_this_hour("whatsapp", "main") == {}


def test_after_a_crash_anywhere_it_ends_the_same(the_time: SteppingClock) -> None:
    def begin() -> str:
        empty()
        configuration.forget()
        talkative(budget_per_person=1)
        first = log.say("first", the_time.now)
        wake(woken(first))
        return log.say("second", the_time.now + 1000, text="more")

    second = begin()
    points = faults.lasting_points(lambda: wake(woken(second)))
    expected = (said(), standing("owner", "stopped", "handled_through"), len(log.decisions()))
    for point in points:
        second = begin()
        faults.run_until(point, lambda: wake(woken(second)))  # noqa: B023
        wake(woken(second))
        got = (said(), standing("owner", "stopped", "handled_through"), len(log.decisions()))
        assert got == expected, point
    assert dump()
    assert table.get(*budgets.key("whatsapp", "main"))


def test_who_is_given_back_to_a_bot_that_says_no_more_gets_people_again(
    the_time: SteppingClock,
) -> None:
    talkative(budget_per_person=1)
    talk(the_time, *different(2))
    decide(the_time, owner="bot", assignee=None, team=None)
    talk(the_time, "Are you there?")
    assert said() == ["default-reply"]
    assert standing("owner", "team", "stopped") == ["team:everybody", EVERYBODY, 1]
