"""The inbound workflow: its very file and handlers, run by moto."""

import pytest

from shared.deciding import decide
from shared.ids import MessageId
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    DEFAULT_GREETING,
    deployed,
    lambdas,
    record,
    rules,
    said,
    wake,
    woken,
)
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def resolve(at: int) -> None:
    decide({"status": "resolved"}, by="agent:ana", why="", cause="x", at=at, expected=log.summary())


def standing(*names: str) -> list[object]:
    summary = log.summary()
    return [summary.get(name) for name in names]


def test_a_first_message_is_greeted_once(the_time: SteppingClock) -> None:
    first = log.say("hello", the_time.now)
    assert wake(woken(first)) == []
    [greeting] = log.messages()
    assert (greeting["rule"], greeting["text"]) == ("greeting", DEFAULT_GREETING)
    assert (greeting["author_kind"], greeting["status"]) == ("bot", "queued")
    assert (greeting["trigger"], greeting["sent_at"]) == (first, MessageId.parse(first).at)
    assert wake(woken(log.say("more", the_time.advance(minutes=1)))) == []
    assert said() == ["greeting"]


def test_handled_through_is_the_last_arrival(the_time: SteppingClock) -> None:
    wake(woken(log.say("hello", the_time.now)))
    assert standing("handled_through") == [f"{the_time.now:013d}#hello"]


def test_a_burst_is_one_run_and_one_answer(deployed: Lambdas, the_time: SteppingClock) -> None:
    rules(default_reply="We will be with you soon.")
    burst = [log.say(f"m{n}", the_time.advance(ms=10)) for n in range(5)]
    assert wake(woken(burst[0])) == []
    assert said() == ["greeting"]
    assert log.summary()["handled_through"].endswith("#m4")
    deployed.invoked.clear()
    assert wake(*map(woken, burst[1:])) == []
    assert deployed.invoked == ["LookFunction"] * 4  # which finds nothing new
    assert said() == ["greeting"]


def test_without_texts_nothing_is_said(the_time: SteppingClock) -> None:
    rules(greeting="")
    assert wake(woken(log.say("hello", the_time.now))) == []
    assert said() == []
    assert log.summary()["handled_through"].endswith("#hello")


def test_the_default_reply_comes_at_most_every_six_hours(the_time: SteppingClock) -> None:
    rules(greeting="", default_reply="We will be with you soon.")
    wake(woken(log.say("one", the_time.now)))
    wake(woken(log.say("two", the_time.advance(hours=5))))
    assert said() == ["default-reply"]
    wake(woken(log.say("three", the_time.advance(hours=1))))
    assert said() == ["default-reply"] * 2


def test_a_resolved_conversation_is_reopened_and_greeted_anew(the_time: SteppingClock) -> None:
    wake(woken(log.say("hello", the_time.now)))
    resolve(the_time.advance(hours=1))
    assert wake(woken(log.say("back", the_time.advance(hours=1)))) == []
    assert standing("status", "episode", "owner") == ["open", 2, "bot"]
    assert said() == ["greeting"] * 2


@pytest.mark.parametrize(
    ("before", "owner"),
    [({"assignee": "ana", "team": "sales"}, "agent:ana"), ({"team": "sales"}, "team:sales")],
)
def test_a_reopened_conversation_goes_back_to_who_had_it(
    before: dict[str, str], owner: str, the_time: SteppingClock
) -> None:
    log.say("hello", the_time.now)
    log.decide_now(status="resolved", decided_at=the_time.advance(ms=1), **before)
    assert wake(woken(log.say("back", the_time.advance(hours=1)))) == []
    assert standing("status", "episode", "owner") == ["open", 2, owner]
    assert said() == []


@pytest.mark.parametrize("status", ["pending", "snoozed"])
def test_what_waits_for_the_customer_is_open_again_in_the_same_episode(
    status: str, the_time: SteppingClock
) -> None:
    log.say("hello", the_time.now)
    log.decide_now(status=status, owner="agent:ana", decided_at=the_time.advance(ms=1))
    assert wake(woken(log.say("back", the_time.advance(hours=1)))) == []
    assert standing("status", "episode", "owner") == ["open", 1, "agent:ana"]


def test_what_had_arrived_before_it_was_resolved_does_not_reopen_it(
    the_time: SteppingClock,
) -> None:
    hello = log.say("hello", the_time.now)
    resolve(the_time.advance(seconds=1))
    assert wake(woken(hello)) == []
    assert standing("status", "version") == ["resolved", 1]
    assert said() == []


@pytest.mark.parametrize("fields", [{"type": "event"}, {"text": "stop"}])
def test_neither_an_event_nor_an_opt_out_reopens(
    fields: dict[str, str], the_time: SteppingClock
) -> None:
    log.say("hello", the_time.now)
    resolve(the_time.advance(seconds=1))
    assert wake(woken(log.say("next", the_time.advance(hours=1), **fields))) == []
    assert standing("status") == ["resolved"]
    assert "greeting" not in said()


def test_a_new_conversation_is_greeted_and_assigned_to_the_default_team(
    the_time: SteppingClock,
) -> None:
    rules(team="sales")
    hello = log.say("hello", the_time.now)
    assert wake(woken(hello)) == []
    assert said() == ["greeting"]
    assert standing("owner", "team", "inbox") == ["team:sales", "sales", "team:sales#open#0"]
    [decision] = log.decisions()
    assert (decision["cause"], decision["by"]) == (hello, "workflow:inbound")
    assert wake(woken(log.say("more", the_time.advance(hours=7)))) == []
    assert (said(), len(log.decisions())) == (["greeting"], 1)


def test_a_message_that_arrives_a_day_late_is_handled_and_not_answered(
    the_time: SteppingClock,
) -> None:
    rules(greeting="", default_reply="We will be with you soon.")
    wake(woken(log.say("first", the_time.now)))
    lost_at = the_time.advance(hours=6)
    wake(woken(log.say("second", the_time.advance(hours=6))))
    resolve(the_time.advance(hours=13))
    late = log.say("late", lost_at, received_at=the_time.advance(hours=12))
    assert wake(woken(late)) == []
    assert standing("status", "handled_through") == ["open", f"{the_time.now:013d}#late"]
    assert said() == ["default-reply"] * 2  # the window had closed by then


def test_a_put_that_lands_after_a_later_message_was_handled_is_not_passed_over(
    the_time: SteppingClock,
) -> None:
    rules(greeting="")
    wake(woken(log.say("second", the_time.now + 50)))
    stop = log.say("first", the_time.now, text="stop")
    assert wake(woken(stop)) == []
    assert standing("consent", "handled_through") == ["out", f"{the_time.now + 50:013d}#second"]


def test_a_wake_up_names_all_messages_of_a_batch_and_none_is_passed_over(
    the_time: SteppingClock,
) -> None:
    rules(greeting="")
    wake(woken(log.say("third", the_time.now + 50)))
    hello, stop = (log.say(ref, the_time.now, text=ref) for ref in ("hello", "stop"))
    assert wake(record("message", f"{hello} {stop}", the_time.now)) == []
    assert standing("consent", "handled_through") == ["out", f"{the_time.now + 50:013d}#third"]
