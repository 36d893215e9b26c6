"""What comes to agents by itself, by the end of a snooze or of automation, has to fit as well."""

from typing import Any

import pytest

from functions.orchestrate import echoes
from shared import table
from shared.ids import MessageId
from shared.limits.automation import WHY
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import (
    as_before,
    deployed,
    dump,
    lambdas,
    record,
    rules,
    wake,
)
from tests.functions.orchestrate.test_route import by_agent, came, freed
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

HOUR = 3_600_000


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    rules(greeting="", team="sales")


def rings(name: str, clock: SteppingClock) -> Item:
    again = record("look", "x", clock.now, conversation=staff.conversation(name))
    assert wake(again) == []
    return staff.of(name)


def put_off(name: str, clock: SteppingClock) -> int:
    """Ana's for now, and snoozed for an hour; returns until when."""
    assert came(name, clock)["assignee"] == "ana"
    until = clock.now + HOUR
    by_agent(name, clock, status="snoozed", snoozed_until=until)
    return until


def last(name: str) -> Item:
    return list(table.query(staff.conversation_pk(name), "D#", "D#~"))[-1]


def test_a_snooze_ends_with_its_agent_if_there_is_room(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=1)
    until = put_off("a", the_time)
    staff.agent("bo")  # has less to do, and is not who put it off
    the_time.now = until
    back = rings("a", the_time)
    assert (back["owner"], back["status"], "snoozed_until" in back) == ("agent:ana", "open", False)
    assert staff.loads() == {"ana": 1, "bo": 0}
    told = last("a")
    assert (told["why"], told["cause"]) == ("the snooze ended; ana is free", f"snooze:{until}")


def test_a_snooze_ends_in_the_queue_while_its_agent_is_full(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=1)
    until = put_off("a", the_time)
    assert came("b", the_time)["assignee"] == "ana"
    the_time.now = until
    back = rings("a", the_time)
    assert (back["owner"], back["status"], back["queued_at"]) == ("team:sales", "open", until)
    assert (staff.loads(), len(staff.queue())) == ({"ana": 1}, 1)
    by_agent("b", the_time, status="resolved")
    assert (freed("a", the_time)["owner"], staff.loads()) == ("agent:ana", {"ana": 1})


def test_a_snooze_ends_with_who_else_of_the_team_is_free(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=1)
    until = put_off("a", the_time)
    staff.is_now("ana", "away")
    staff.agent("bo")
    the_time.now = until
    assert rings("a", the_time)["owner"] == "agent:bo"


def test_after_a_crash_anywhere_a_snooze_ends_the_same(the_time: SteppingClock) -> None:
    staff.agent("ana", capacity=1)
    the_time.now = put_off("a", the_time)
    before = dump()
    points = faults.lasting_points(lambda: rings("a", the_time))
    expected = dump()
    for point in points:
        as_before(before)
        faults.run_until(point, lambda: rings("a", the_time))
        rings("a", the_time)
        assert dump() == expected, point


STOPS: list[tuple[dict[str, str], int, str]] = [
    ({"team": "sales"}, 1, "agent:ana"),
    ({"team": "sales"}, 0, "team:sales"),
    ({"agent": "ana"}, 1, "agent:ana"),
    ({"agent": "ana"}, 0, "team:sales"),
]


@pytest.mark.parametrize(("policy", "capacity", "owner"), STOPS)
def test_where_automation_stops_nobody_gets_too_much(
    policy: dict[str, str], capacity: int, owner: str, the_time: SteppingClock
) -> None:
    staff.agent("ana", capacity=capacity)
    talks: dict[str, Any] = {"default_reply_every_ms": 0, "budget_per_account": 1}
    rules(greeting="", default_reply="Soon.", **talks)
    assert came("first", the_time)["owner"] == "bot"  # who hears the one thing that may be said
    rules(**talks, **policy)
    again = came("a", the_time)
    assert (again["owner"], again["stopped"]) == (owner, 1)
    assert last("a")["why"].startswith(WHY["account"])
    assert staff.loads() == {"ana": capacity}
    assert len(staff.queue()) == 1 - capacity


@pytest.mark.parametrize(("capacity", "owner"), [(1, "agent:ana"), (0, "team:sales")])
def test_what_was_answered_elsewhere_leads_to_an_agent_with_room(
    capacity: int, owner: str, the_time: SteppingClock
) -> None:
    staff.agent("ana", capacity=capacity)
    log.say("hello", the_time.now)
    rules(greeting="", agent="ana")
    at = the_time.advance(minutes=1)
    more: dict[str, Any] = {"direction": "outbound", "author_kind": "agent", "status": "sent"}
    echo = log.inbound("echo", at, provider_ref="echo", **more)
    del echo["author_id"]
    table.put_if_absent(echo)
    echoes.answered(log.CONVERSATION, str(MessageId.of(echo)))
    assert (log.summary()["owner"], staff.loads()) == (owner, {"ana": capacity})
    assert len(staff.queue()) == 1 - capacity
