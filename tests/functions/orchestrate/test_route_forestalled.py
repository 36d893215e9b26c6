"""Between the look at who is free and the write something happens to the agent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared import aws
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, rules
from tests.functions.orchestrate.test_route import came
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    """Ana comes first by her name."""
    rules(greeting="", team="sales")
    staff.agent("ana")


@contextmanager
def just_before_the_seat_is_taken(act: Callable[[], None]) -> Iterator[None]:
    left = [act]

    def meddle(params: dict[str, Any], **_: Any) -> None:
        if left and b'"AGENTS"' in params["body"]:
            left.pop()()

    events, name = aws.client("dynamodb").meta.events, "before-call.dynamodb.TransactWriteItems"
    events.register(name, meddle)
    try:
        yield
    finally:
        events.unregister(name, meddle)
    assert not left


def test_an_agent_who_goes_away_gets_nothing_and_the_next_one_does(the_time: SteppingClock) -> None:
    staff.agent("bo")
    with just_before_the_seat_is_taken(lambda: staff.is_now("ana", "away")):
        assert came("a", the_time)["owner"] == "agent:bo"
    assert staff.loads() == {"ana": 0, "bo": 1}


@pytest.mark.parametrize("presence", ["away", "offline"])
def test_where_the_only_one_goes_the_customer_waits(presence: str, the_time: SteppingClock) -> None:
    with just_before_the_seat_is_taken(lambda: staff.is_now("ana", presence)):
        assert came("a", the_time)["owner"] == "team:sales"
    assert (staff.loads(), len(staff.queue())) == ({"ana": 0}, 1)


def test_an_agent_who_becomes_full_gets_no_more(the_time: SteppingClock) -> None:
    with just_before_the_seat_is_taken(lambda: staff.has("ana", 5)):
        assert came("a", the_time)["owner"] == "team:sales"
    assert (staff.loads(), len(staff.queue())) == ({"ana": 5}, 1)
