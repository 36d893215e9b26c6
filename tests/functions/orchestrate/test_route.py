"""Routing in the inbound workflow: its very file and handlers, run by moto."""

from typing import Any

import pytest

from shared.deciding import decide
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    rules(greeting="", team="sales")


def came(name: str, clock: SteppingClock) -> dict[str, Any]:
    """A customer writes, a second after the last one, and that is handled; how it stands then."""
    message = staff.writes(name, clock.advance(seconds=1))
    at = {"conversation": staff.conversation(name)}
    assert wake(record("message", message, clock.now, **at)) == []
    return staff.of(name)


def freed(name: str, clock: SteppingClock) -> dict[str, Any]:
    again = record("free", "x", clock.now, conversation=staff.conversation(name))
    assert wake(again) == []
    return staff.of(name)


def by_agent(name: str, clock: SteppingClock, **changes: Any) -> dict[str, Any]:
    return decide(
        changes,
        by="agent:ana",
        why="",
        cause="x",
        at=clock.advance(seconds=1),
        expected=staff.of(name),
    )


def test_a_customer_gets_the_least_busy_agent_of_the_team(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=2)
    staff.agent("bo", capacity=4)
    owners = [came(name, the_time)["owner"] for name in "abcd"]
    assert owners == ["agent:bo", "agent:ana", "agent:bo", "agent:bo"]
    assert staff.loads() == {"ana": 1, "bo": 3}


def test_by_turns_everybody_gets_the_same(the_time: SteppingClock) -> None:
    staff.team(strategy="round-robin")
    staff.agent("ana", capacity=9)
    staff.agent("bo", capacity=3)
    owners = [came(name, the_time)["assignee"] for name in "abcd"]
    assert owners == ["ana", "bo", "ana", "bo"]


def test_where_everybody_is_busy_the_oldest_of_the_most_urgent_is_next(
    the_time: SteppingClock,
) -> None:
    staff.agent("ana", capacity=1)
    assert came("first", the_time)["owner"] == "agent:ana"
    for name in ("second", "third"):
        waiting = came(name, the_time)
        assert (waiting["owner"], waiting["queued_at"]) == ("team:sales", the_time.now)
    by_agent("third", the_time, priority="urgent")
    assert len(staff.queue()) == 2
    by_agent("first", the_time, status="resolved")
    assert staff.loads() == {"ana": 0}
    assert freed("second", the_time)["owner"] == "team:sales"  # it is not its turn
    assert freed("third", the_time)["owner"] == "agent:ana"
    assert came("fourth", the_time)["owner"] == "team:sales"
    assert (staff.loads(), len(staff.queue())) == ({"ana": 1}, 2)


def test_nobody_passes_by_whoever_waits(the_time: SteppingClock) -> None:
    staff.agent("ana", "away")
    assert came("first", the_time)["owner"] == "team:sales"
    staff.agent("ana", capacity=1)
    assert came("second", the_time)["owner"] == "team:sales"
    assert freed("first", the_time)["owner"] == "agent:ana"


def test_a_conversation_that_weighs_more_takes_more(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=5, weights={"whatsapp": 2})
    owners = [came(name, the_time)["owner"] for name in "abc"]
    assert owners == ["agent:ana", "agent:ana", "team:sales"]
    assert staff.loads() == {"ana": 4}


def test_the_same_agent_again_unless_away(the_time: SteppingClock) -> None:
    staff.agent("ana")
    assert came("a", the_time)["assignee"] == "ana"
    by_agent("a", the_time, status="resolved")
    staff.agent("bo")
    again = came("a", the_time)
    assert (again["assignee"], again["status"], again["episode"]) == ("ana", "open", 2)
    by_agent("a", the_time, status="resolved")
    staff.is_now("ana", "away")
    again = came("a", the_time)
    assert (again["assignee"], again["episode"], again["version"]) == ("bo", 3, 5)
    assert staff.loads() == {"ana": 0, "bo": 1}


def test_what_is_snoozed_weighs_nothing_and_pending_stays(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=1)
    came("a", the_time)
    by_agent("a", the_time, status="snoozed")
    assert came("b", the_time)["assignee"] == "ana"
    assert came("a", the_time)["owner"] == "team:sales"
    by_agent("b", the_time, status="pending")
    assert staff.loads() == {"ana": 1}
    assert came("b", the_time)["status"] == "open"
    assert staff.loads() == {"ana": 1}


def test_whoever_is_not_registered_works_as_ever(the_time: SteppingClock) -> None:
    assert came("a", the_time)["owner"] == "team:sales"
    by_agent("a", the_time, owner="agent:zoe", assignee="zoe")
    assert (staff.loads(), staff.queue()) == ({}, [])
