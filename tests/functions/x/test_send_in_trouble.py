"""X's send function when X refuses, is down, or takes a message and does not say so."""

import pytest

from shared import credentials, ids
from tests import faults
from tests.functions.x.conftest import CONVERSATION, World
from tests.functions.x.reading import ANA
from tests.shared import outbox
from tests.shared.outbox import error_of, status_of


def test_who_has_blocked_the_account_cannot_be_reached(x: World) -> None:
    x.says()
    one = x.accepted("one")
    x.platform.messages.closed.add(ANA)
    x.drain()
    assert (status_of(one), error_of(one)["retryable"]) == ("failed", False)
    assert error_of(one)["code"] == "403"


def test_a_limit_is_waited_for_and_the_order_kept(x: World) -> None:
    x.says()
    one, two = x.accepted("one"), x.accepted("two")
    x.fails("429", 1, retry_after=120)
    x.drain()
    assert (status_of(one), status_of(two), x.took()) == ("held", "queued", [])
    x.clock.advance(seconds=121)
    x.drain()
    assert x.took() == ["one", "two"]


def test_a_short_failure_is_tried_again_at_once(x: World) -> None:
    x.says()
    one = x.accepted("one")
    x.fails("500", 2)
    x.drain()
    assert (status_of(one), x.took(), len(x.asked())) == ("sent", ["one"], 3)


def test_a_rejected_token_waits_for_an_admin(x: World) -> None:
    x.says()
    one = x.accepted("one")
    x.fails("token-expired", 1)
    x.drain()
    assert (status_of(one), error_of(one)["code"]) == ("held", "401")


@pytest.mark.parametrize("fault", ["drop-after-accept", "timeout"])
def test_a_lost_answer_is_never_sent_again(x: World, fault: str) -> None:
    x.says()
    one = x.accepted("one")
    x.fails(fault, 1)
    x.drain()
    x.clock.advance(minutes=10)
    x.drain()
    assert (status_of(one), len(x.asked())) == ("unknown", 1)


def test_five_leave_in_order_through_trouble(x: World) -> None:
    x.says()
    words = [f"{n}" for n in range(5)]
    for word in words:
        x.accepted(word)
    x.fails("500", 2)
    x.fails("429", 1, retry_after=90)
    for _ in range(3):
        assert x.drain() == []
        x.clock.advance(seconds=90)
    assert x.took() == words


def test_wherever_it_dies_the_customer_never_gets_it_twice(x: World) -> None:
    def drained() -> None:
        credentials.forget()
        x.drain()

    x.says()
    x.accepted("counted")
    for point in faults.crash_points(drained):
        x.says()
        text = ids.digest(str(point))
        one = x.accepted(text)
        faults.run_until(point, drained)
        x.clock.advance(minutes=10)
        assert x.drain() == []
        assert x.took().count(text) <= 1
        assert status_of(one) in ("sent", "unknown")
        assert status_of(one) == "unknown" or x.took().count(text) == 1
        outbox.forget_conversation(CONVERSATION)
