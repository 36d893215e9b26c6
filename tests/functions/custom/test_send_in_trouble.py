"""Trouble on the way to the other system: nothing is sent twice, nothing stays in doubt."""

import pytest

from tests.functions.custom.conftest import World
from tests.shared.outbox import error_of, message, status_of


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_a_message_is_tried_until_it_is_known(custom: World, fault: str) -> None:
    custom.says()
    one = custom.accepted("one")
    custom.fails(fault, 1)
    assert custom.drain() == []
    assert (status_of(one), custom.took()) == ("sent", ["one"])
    assert message(one)["provider_id"] == custom.simulator.messages("custom")[0].id
    assert len(set(custom.headers("webhook-id"))) == 1
    assert custom.bodies()[0] == custom.bodies()[-1]


@pytest.mark.parametrize("fault", ["500", "drop-after-accept"])
def test_in_long_trouble_it_is_held_and_goes_once(custom: World, fault: str) -> None:
    custom.says()
    one = custom.accepted("one")
    custom.fails(fault, 3)
    custom.drain()
    assert status_of(one) == "held"
    custom.clock.advance(minutes=2)
    custom.drain()
    assert (status_of(one), custom.took()) == ("sent", ["one"])


def test_a_refused_signature_waits_for_an_admin(custom: World) -> None:
    custom.says()
    one = custom.accepted("one")
    custom.fails("token-expired", 1)
    custom.drain()
    assert (status_of(one), error_of(one)["code"]) == ("held", "credentials")


def test_it_waits_as_long_as_it_is_told_to(custom: World) -> None:
    custom.says()
    one = custom.accepted("one")
    custom.fails("429", 1, retry_after=600)
    custom.drain()
    assert message(one)["due"] - custom.clock.now >= 600_000
