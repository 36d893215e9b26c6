"""Who moves to another channel comes with the agent, in the same place."""

from typing import Any

import pytest

from shared import table
from shared.configuration import stored
from shared.conversations import contact_of
from shared.deciding import decide
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.arrivals import (
    TELEGRAM,
    TELEGRAM_PK,
    move,
    name,
    notes,
    said,
    started,
    there,
    woken,
)
from tests.functions.orchestrate.runs import as_before, deployed, dump, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]


@pytest.fixture(autouse=True)
def with_ana(deployed: Lambdas, the_time: SteppingClock) -> None:
    """A conversation on WhatsApp that Ana has, who has room for one more."""
    rules(greeting="Hello.", team="sales")
    staff.agent("ana", capacity=2)
    said("hello", the_time.now, "Hi")
    changes = {"owner": "agent:ana", "assignee": "ana", "team": "sales", "priority": "high"}
    by_hand(changes, the_time, log.summary())
    the_time.advance(minutes=1)


def by_hand(changes: dict[str, Any], clock: SteppingClock, summary: Item) -> None:
    about: dict[str, Any] = {
        "by": "agent:ana",
        "why": "",
        "cause": f"x{clock.now}",
        "at": clock.now,
    }
    decide(changes, **about, expected=summary)


def full(*, team: str = "sales") -> None:
    """Ana has another customer beside this one, and room for one."""
    stored.put("agents", "ana", {"teams": [team] if team else [], "capacity": 1}, by="admin")
    staff.has("ana", 2)


def moved(clock: SteppingClock, came: Item | None = None) -> Item:
    """The customer presses Start; both wake-ups are delivered. How it is there."""
    came = came or started("start", clock.now, move())
    assert woken(came) == []
    assert wake(record("message", name(came), came["received_at"], TELEGRAM)) == []
    return there()


def decisions() -> list[Item]:
    return list(table.query(TELEGRAM_PK, "D#", "D#~"))


def bot_texts() -> list[Item]:
    messages = table.query(TELEGRAM_PK, "M#", "M#~")
    return [message for message in messages if message["author_kind"] == "bot"]


@pytest.mark.parametrize("capacity", [1, 2])
def test_the_agent_goes_on_there_in_the_same_place(capacity: int, the_time: SteppingClock) -> None:
    stored.put("agents", "ana", {"teams": ["sales"], "capacity": capacity}, by="admin")
    summary = moved(the_time)
    assert (summary["owner"], summary["assignee"], summary["weight"]) == ("agent:ana", "ana", 1)
    assert (staff.loads(), staff.queue(), bot_texts()) == ({"ana": 1}, [], [])
    left = log.summary()
    assert (left["status"], left["owner"], left.get("weight")) == ("snoozed", "agent:ana", None)


def test_who_waited_in_a_queue_waits_in_one_place(the_time: SteppingClock) -> None:
    full()
    by_hand({"owner": "team:sales", "assignee": None}, the_time, log.summary())
    the_time.advance(minutes=1)
    assert moved(the_time)["owner"] == "team:sales"
    assert [sk.split("#")[1] for sk in staff.queue()] == [TELEGRAM]


def test_who_writes_in_the_old_line_again_comes_back_there(the_time: SteppingClock) -> None:
    moved(the_time)
    again = said("again", the_time.advance(minutes=1), "Still here")
    assert wake(record("message", name(again), the_time.now)) == []
    assert (log.summary()["status"], log.summary()["owner"]) == ("open", "agent:ana")
    assert staff.loads() == {"ana": 2}


def test_what_was_decided_about_the_old_line_since_stays(the_time: SteppingClock) -> None:
    came = started("start", the_time.now, move())
    the_time.advance(minutes=1)
    by_hand({"status": "resolved"}, the_time, log.summary())
    moved(the_time, came)
    assert log.summary()["status"] == "resolved"


def test_while_the_agent_is_full_the_customer_waits_and_is_still_the_same(
    the_time: SteppingClock,
) -> None:
    full()
    summary = moved(the_time)
    assert (summary["owner"], summary.get("assignee")) == ("team:sales", None)
    assert (summary["queued_at"], summary["priority"]) == (the_time.now, "high")
    assert (staff.loads(), len(staff.queue())) == ({"ana": 1}, 1)
    assert contact_of(summary) == log.CONVERSATION
    assert (len(notes(TELEGRAM_PK)), len(notes(log.PK)), bot_texts()) == (1, 1, [])


def test_once_the_agent_has_room_the_customer_comes_to_them(the_time: SteppingClock) -> None:
    full()
    moved(the_time)
    staff.agent("bo", capacity=5)
    staff.team(same_agent=True)
    staff.has("ana", 0)
    assert wake(record("free", "sales x", the_time.now, TELEGRAM)) == []
    assert (there()["owner"], staff.loads()) == ("agent:ana", {"ana": 1, "bo": 0})
    assert staff.queue() == []


@pytest.mark.parametrize("presence", ["online", "away"])
def test_without_the_agent_somebody_else_of_the_team_takes_over(
    presence: str, the_time: SteppingClock
) -> None:
    if presence == "online":
        full()
    staff.is_now("ana", presence)
    staff.agent("bo")
    ana = int(presence == "online")
    assert (moved(the_time)["owner"], staff.loads()) == ("agent:bo", {"ana": ana, "bo": 1})


def test_nobody_who_waits_longer_is_passed_by(the_time: SteppingClock) -> None:
    full()
    waits = staff.writes("waits", the_time.now)
    urgent = {"owner": "team:sales", "team": "sales", "priority": "urgent"}
    by_hand(urgent, the_time, staff.of("waits"))
    the_time.advance(minutes=1)
    staff.agent("bo", capacity=1)
    assert moved(the_time)["owner"] == "team:sales"
    wake(record("message", waits, the_time.now, staff.conversation("waits")))
    assert staff.of("waits")["owner"] == "agent:bo"
    assert staff.loads() == {"ana": 1, "bo": 1}


def test_an_agent_who_is_not_registered_takes_as_much_as_ever(the_time: SteppingClock) -> None:
    by_hand({"owner": "agent:zoe", "assignee": "zoe"}, the_time, log.summary())
    assert (moved(the_time)["owner"], staff.loads()) == ("agent:zoe", {"ana": 0})


def test_an_agent_of_no_team_leaves_it_to_everybody(the_time: SteppingClock) -> None:
    rules(greeting="")
    full(team="")
    by_hand({"team": None}, the_time, log.summary())
    assert moved(the_time)["owner"] == "team:everybody"
    assert (staff.loads(), staff.queue()) == ({"ana": 1}, [])


def test_whose_it_was_here_already_needs_no_second_place(the_time: SteppingClock) -> None:
    started("before", the_time.now, "x")
    by_hand({"owner": "agent:ana", "assignee": "ana"}, the_time, there())
    the_time.advance(minutes=1)
    assert (moved(the_time)["owner"], staff.loads()) == ("agent:ana", {"ana": 1})
    assert there()["team"] == "sales"


def test_who_works_on_it_here_does_not_lose_it_to_a_queue(the_time: SteppingClock) -> None:
    full()
    staff.agent("bo")
    started("before", the_time.now, "x")
    by_hand({"owner": "agent:bo", "assignee": "bo", "team": "desk"}, the_time, there())
    the_time.advance(minutes=1)
    summary = moved(the_time)
    assert (summary["owner"], summary["team"], summary["priority"]) == ("agent:bo", "desk", "high")
    assert (staff.loads(), staff.queue()) == ({"ana": 1, "bo": 1}, [])


def test_a_place_that_is_taken_meanwhile_is_not_taken_twice(the_time: SteppingClock) -> None:
    came = started("start", the_time.now, move())

    def another_run_is_quicker() -> None:
        if contact_of(there()) == log.CONVERSATION:  # what comes after is the decision
            staff.has("ana", 2)

    quicker = faults.Fault("TransactWriteItems", another_run_is_quicker, float("inf"))
    with faults.injected(quicker) as calls:
        assert moved(the_time, came)["owner"] == "team:sales"
    assert calls.count("TransactWriteItems") == 4  # merged, put off, refused, queued
    assert (staff.loads(), len(staff.queue())) == ({"ana": 2}, 1)


@pytest.mark.parametrize("busy", [True, False])
def test_after_a_crash_anywhere_it_ends_the_same(busy: bool, the_time: SteppingClock) -> None:
    if busy:
        full()
    came = started("start", the_time.now, move())
    before = dump()
    points = faults.lasting_points(lambda: woken(came))
    done = dump()
    assert (staff.loads(), len(staff.queue())) == ({"ana": 1}, int(busy))
    for point in points:
        as_before(before)
        faults.run_until(point, lambda: woken(came))
        assert woken(came) == []
        assert dump() == done, point


def test_a_run_that_comes_back_leaves_it_in_the_queue_where_it_put_it(
    the_time: SteppingClock,
) -> None:
    full()
    came = started("start", the_time.now, move())
    before = dump()
    last = faults.lasting_points(lambda: woken(came))[-1]  # the move is not finished yet
    as_before(before)
    faults.run_until(last, lambda: woken(came))
    staff.has("ana", 0)
    assert woken(came) == []
    assert (there()["owner"], there()["version"]) == ("team:sales", 1)
