"""Trouble on the way to Viber: nothing is sent twice."""

import pytest

from tests.functions.viber.conftest import World
from tests.shared.outbox import error_of, message, status_of


@pytest.mark.parametrize("fault", ["500", "429"])
def test_a_refusal_that_passes_is_tried_again(viber: World, fault: str) -> None:
    viber.says()
    one = viber.accepted("one")
    viber.fails(fault, 1)
    assert viber.drain() == []
    assert (status_of(one), viber.took()) == ("sent", ["one"])


@pytest.mark.parametrize("fault", ["500", "429"])
def test_one_that_lasts_is_waited_for(viber: World, fault: str) -> None:
    viber.says()
    one = viber.accepted("one")
    viber.fails(fault, 3)
    viber.drain()
    assert status_of(one) == "held"
    viber.clock.advance(minutes=2)
    viber.drain()
    assert (status_of(one), viber.took()) == ("sent", ["one"])


@pytest.mark.parametrize(("fault", "took"), [("timeout", []), ("drop-after-accept", ["one"])])
def test_a_lost_answer_is_not_asked_for_again(viber: World, fault: str, took: list[str]) -> None:
    viber.says()
    one = viber.accepted("one")
    viber.fails(fault, 1)
    viber.drain()
    viber.clock.advance(minutes=10)
    viber.drain()
    assert (status_of(one), viber.took()) == ("unknown", took)
    assert len(viber.bodies()) == 1


def test_a_wrong_token_stops_the_account_until_there_is_another(viber: World) -> None:
    viber.says()
    one, two = viber.accepted("one"), viber.accepted("two")
    viber.fails("token-expired", 1)
    viber.drain()
    assert (status_of(one), len(viber.bodies())) == ("held", 1)
    viber.clock.advance(minutes=16)
    viber.drain()
    assert [status_of(each) for each in (one, two)] == ["sent", "sent"]


def test_a_hundred_messages_without_an_answer_are_enough_for_one(viber: World) -> None:
    viber.says()
    person = viber.platform.people.find(message_receiver(viber))
    assert person
    person.unanswered = 100
    one = viber.accepted("one")
    viber.drain()
    assert (status_of(one), error_of(one)["code"]) == ("held", "12")
    viber.says("yes?")
    viber.clock.advance(minutes=2)
    viber.drain()
    assert status_of(one) == "sent"


def message_receiver(viber: World) -> str:
    one = viber.accepted("zero")
    viber.drain()
    return str(message(one)["identity"])
