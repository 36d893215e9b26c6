"""Where nobody at the head of a long queue can be given to who is free, the queue is read on."""

from typing import Any

import pytest

from functions.orchestrate import look, route
from shared import table
from shared.routing import queues, turns
from shared.routing.queues import LOOK_AT, Waiting
from tests import faults
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, rules
from tests.functions.orchestrate.test_route import came, freed
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

BASQUE: dict[str, Any] = {"skills": frozenset({"basque"})}
HELD_UP = [BASQUE, {"language": "eu"}, {"channel": "webchat"}]


@pytest.fixture(autouse=True)
def given(deployed: Lambdas, the_time: SteppingClock) -> None:
    """Ana, who speaks no Basque and has no room for web chat, comes later."""
    rules(greeting="", team="sales")
    staff.team(relax_skills_after_ms=0)
    staff.agent("ana", "away", capacity=1, languages=["en"], weights={"webchat": 2})


def crowd(many: int, now: int, **what: Any) -> None:
    """So many wait since before ``now``, for somebody who is not there."""
    for begin in range(0, many, 100):
        some = range(begin, min(begin + 100, many))
        waits = [Waiting(f"C#{n}", now - many + n, **{"channel": "whatsapp", **what}) for n in some]
        table.transact(*(queues.joining("sales", one) for one in waits))


def queries(name: str) -> int:
    """How often the step that routes the customer's conversation reads a queue, or the agents."""
    of = {"conversation": staff.conversation(name), "cause": "", "looks": 0}
    seen = look.lambda_handler(of, None)
    with faults.injected() as calls:
        route.lambda_handler({**seen, "version": seen["decided"]["version"]}, None)
    return calls.count("Query")


@pytest.mark.parametrize("what", HELD_UP, ids=str)
def test_who_stands_behind_all_that_are_held_up_gets_who_is_free(
    what: dict[str, Any], the_time: SteppingClock
) -> None:
    crowd(LOOK_AT, the_time.now, **what)
    assert came("old", the_time)["owner"] == "team:sales"
    staff.is_now("ana", "online")
    woken = [one.group for one in turns.wake_ups("sales", "x")]
    assert woken == [staff.conversation("old")]
    assert freed("old", the_time)["owner"] == "agent:ana"


def test_a_newcomer_does_not_pass_who_stands_far_back(the_time: SteppingClock) -> None:
    crowd(LOOK_AT, the_time.now, **BASQUE)
    assert came("old", the_time)["owner"] == "team:sales"
    staff.is_now("ana", "online")
    assert came("new", the_time)["owner"] == "team:sales"
    assert freed("new", the_time)["owner"] == "team:sales"
    assert freed("old", the_time)["owner"] == "agent:ana"


def test_a_newcomer_gets_whom_nobody_before_could_take(the_time: SteppingClock) -> None:
    crowd(LOOK_AT + 1, the_time.now, **BASQUE)
    staff.is_now("ana", "online")
    assert came("new", the_time)["owner"] == "agent:ana"


def test_what_is_read_for_one_who_is_given_to_somebody(the_time: SteppingClock) -> None:
    came("first", the_time)
    crowd(LOOK_AT, the_time.now + 1_000)
    staff.is_now("ana", "online")
    assert queries("first") == 2
    assert staff.of("first")["owner"] == "agent:ana"


def test_what_is_read_while_nobody_is_free(the_time: SteppingClock) -> None:
    crowd(LOOK_AT, the_time.now)
    came("last", the_time)
    assert queries("last") == 2
    staff.is_now("ana", "online")
    assert queries("last") == 2  # for the one who is before


def test_what_is_read_where_all_at_the_head_are_held_up(the_time: SteppingClock) -> None:
    crowd(LOOK_AT, the_time.now, **BASQUE)
    came("last", the_time)
    staff.is_now("ana", "online")
    assert queries("last") == 3
    assert staff.of("last")["owner"] == "agent:ana"
