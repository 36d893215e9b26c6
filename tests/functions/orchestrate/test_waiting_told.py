"""A customer who waits for an agent is told how long it may take, once."""

from typing import Any

import pytest

from shared import table
from shared.configuration import stored
from shared.keys import lists
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

MINUTE = 60_000


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    """Ana is there, and has no room."""
    rules(greeting="", team="sales")
    staff.agent("ana", capacity=0)
    staff.agent("bo", capacity=2)
    table.update(
        lists.AGENTS,
        "bo",
        "SET #load = :two, #handled = :ten, #handled_ms = :took",
        {":two": 2, ":ten": 10, ":took": 10 * 6 * MINUTE},
    )


def looks(name: str, clock: SteppingClock) -> None:
    again = record("look", "x", clock.now, conversation=staff.conversation(name))
    assert wake(again) == []


def told(name: str) -> list[str]:
    found = table.query(staff.conversation_pk(name), "M#", "M#~")
    return [item["text"] for item in found if item["author_kind"] == "system"]


def came(name: str, clock: SteppingClock, **fields: Any) -> None:
    message = staff.writes(name, clock.advance(seconds=1), **fields)
    conversation = staff.conversation(name)
    assert wake(record("message", message, clock.now, conversation=conversation)) == []


def test_at_once_and_once(the_time: SteppingClock) -> None:
    staff.team(tell_wait_after_ms=1)
    came("a", the_time)
    came("b", the_time)
    assert told("a") == ["You are number 1 in the queue. It may take about 3 min."]
    assert told("b") == ["You are number 2 in the queue. It may take about 6 min."]
    came("b", the_time)
    looks("b", the_time)
    assert len(told("b")) == 1


def test_after_a_while_if_it_still_waits(the_time: SteppingClock) -> None:
    staff.team(tell_wait_after_ms=5 * MINUTE)
    stored.put("replies", "waiting", {"text": "No. {position}, {minutes} min {now}"}, by="admin")
    came("a", the_time)
    looks("a", the_time)
    assert (told("a"), staff.of("a")["look_at"]) == ([], the_time.now + 5 * MINUTE)
    the_time.advance(minutes=5)
    looks("a", the_time)
    assert told("a") == ["No. 1, 3 min {now}"]


@pytest.mark.parametrize("why", ["never", "no text", "opted out", "nobody is there"])
def test_nothing_is_said_where_that_is_not_wanted(why: str, the_time: SteppingClock) -> None:
    staff.team(tell_wait_after_ms=0 if why == "never" else 1)
    if why == "no text":
        stored.put("replies", "waiting", {"text": ""}, by="admin")
    if why == "nobody is there":
        staff.is_now("bo", "away")
        staff.is_now("ana", "away")
    if why == "opted out":
        came("a", the_time, text="stop")
    came("a", the_time)
    assert told("a") == []
    assert log.messages() == []
    assert staff.of("a")["owner"] == "team:sales"
