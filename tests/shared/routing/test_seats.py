"""Free places of a team, as its queue and its agents lie in the table."""

from typing import Any

import pytest

from shared import configuration, table
from shared.configuration import stored
from shared.keys import lists
from shared.routing import queues
from shared.routing.queues import FURTHER, LOOK_AT, Waiting
from shared.routing.seats import MOST, seats
from tests import faults
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff


@pytest.fixture(autouse=True)
def given(cloud: Any, the_time: SteppingClock) -> None:
    """Ana is free, and speaks no Basque, which four wait for; the fifth does not."""
    staff.team(relax_skills_after_ms=0)
    staff.agent("ana", capacity=1)
    for n in range(5):
        joins(f"C#{n}", the_time.now + n, frozenset({"basque"} if n < 4 else ()))


def joins(conversation: str, since: int, skills: frozenset[str] = frozenset()) -> None:
    one = Waiting(conversation, since, "whatsapp", skills=skills)
    table.transact(queues.joining("sales", one))


def newcomer(the_time: SteppingClock, **more: Any) -> Waiting:
    return Waiting("C#new", the_time.now + 9, "whatsapp", **more)


def test_behind_as_many_as_are_ever_considered_nobody_gets_a_place(
    the_time: SteppingClock,
) -> None:
    assert list(seats("sales", most=5)) == ["C#4"]
    assert seats("sales", most=4) == {}
    # Nobody has looked whether the fifth could take the place; so the newcomer must not.
    assert seats("sales", newcomer=newcomer(the_time), most=4) == {}
    urgent = newcomer(the_time, priority="urgent")
    assert list(seats("sales", newcomer=urgent, most=1)) == ["C#new"]


def test_who_stands_in_the_queue_already_is_considered_once_in_the_language_of_now(
    the_time: SteppingClock,
) -> None:
    stored.put("agents", "ana", {"teams": ["sales"], "languages": ["en"]}, by="admin")
    again = Waiting("C#4", the_time.now + 4, "whatsapp", language="eu")
    assert seats("sales", newcomer=again) == {}
    assert list(seats("sales")) == ["C#4"]


def test_at_most_five_thousand_are_read_in_five_pages() -> None:
    assert MOST == LOOK_AT + 4 * FURTHER == 5_000


def test_an_empty_queue_costs_one_query() -> None:
    for key in staff.queue():
        table.delete(lists.queue_pk("sales"), key)
    configuration.load()
    with faults.injected() as calls:
        assert seats("sales") == {}
    assert calls.count("Query") == 1
