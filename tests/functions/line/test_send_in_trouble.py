"""Trouble on the way to LINE: nothing is sent twice, and hardly anything stays in doubt."""

import pytest

from shared import credentials, ids
from tests import faults
from tests.functions.line.conftest import World
from tests.shared.outbox import error_of, message, status_of


@pytest.fixture
def pushing(line: World) -> World:
    """The customer wrote long ago."""
    line.says()
    line.clock.advance(minutes=5)
    return line


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_a_push_is_tried_until_it_is_known(pushing: World, fault: str) -> None:
    one = pushing.accepted("one")
    pushing.fails(fault, 1)
    assert pushing.drain() == []
    assert (status_of(one), pushing.took()) == ("sent", ["one"])
    assert message(one)["provider_id"] == pushing.simulator.messages("line")[0].id
    assert len(set(pushing.headers("X-Line-Retry-Key"))) == 1
    assert pushing.bodies()[0] == pushing.bodies()[-1]


@pytest.mark.parametrize("fault", ["500", "timeout", "drop-after-accept"])
def test_a_push_in_long_trouble_is_held_and_goes_once(pushing: World, fault: str) -> None:
    one = pushing.accepted("one")
    pushing.fails(fault, 3)
    pushing.drain()
    assert status_of(one) == "held"
    pushing.clock.advance(minutes=2)
    pushing.drain()
    assert (status_of(one), pushing.took()) == ("sent", ["one"])


def test_what_was_pushed_once_is_never_replied(pushing: World) -> None:
    one = pushing.accepted("one")
    pushing.fails("drop-after-accept", 3)
    pushing.drain()
    pushing.clock.advance(minutes=2)
    pushing.says("still there?")
    pushing.drain()
    assert set(pushing.asked()) == {"push"}
    assert (status_of(one), pushing.took()) == ("sent", ["one"])


@pytest.mark.parametrize(
    ("fault", "status", "ways"),
    [
        ("500", "sent", ["reply", "reply"]),
        ("timeout", "sent", ["reply", "reply"]),
        ("drop-after-accept", "sent", ["reply", "reply"]),
        ("429", "sent", ["reply", "push"]),
        ("token-expired", "held", ["reply"]),
    ],
)
def test_a_reply_is_asked_for_once_more(
    line: World, fault: str, status: str, ways: list[str]
) -> None:
    line.says()
    one = line.accepted("one")
    line.fails(fault, 1)
    assert line.drain() == []
    assert (status_of(one), line.asked()) == (status, ways)
    assert line.took() == (["one"] if status == "sent" else [])


def test_a_reply_known_only_by_its_used_token_was_sent(line: World) -> None:
    line.says()
    one = line.accepted("one")
    line.fails("drop-after-accept", 1)
    line.drain()
    assert status_of(one) == "sent"
    assert "provider_id" not in message(one)


@pytest.mark.parametrize(
    ("fault", "status", "took"),
    [("drop-after-accept", "unknown", ["one"]), ("500", "unknown", [])],
)
def test_a_reply_that_stays_lost_is_unknown_and_never_pushed(
    line: World, fault: str, status: str, took: list[str]
) -> None:
    line.says()
    one = line.accepted("one")
    line.fails(fault, 4)
    line.drain()
    assert status_of(one) == "held"
    line.clock.advance(minutes=2)
    line.drain()
    assert (status_of(one), line.took()) == (status, took)
    assert set(line.asked()) == {"reply"}


@pytest.mark.parametrize(("seconds", "status"), [(4, "sent"), (6, "unknown")])
def test_a_used_token_proves_the_reply_only_in_its_time(
    line: World, seconds: int, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.says()
    line.clock.advance(seconds=40)
    one = line.accepted("one")
    line.fails("drop-after-accept", 1)
    monkeypatch.setattr(
        line.simulator.platforms["line"].world.journal,
        "accepted",
        lambda message: line.clock.advance(seconds=seconds),
    )
    line.drain()
    assert (status_of(one), line.asked()) == (status, ["reply", "reply"])


def test_the_months_end_stops_pushes_and_no_replies(line: World) -> None:
    line.platform.messages.quota = 0
    line.says()
    one, two = line.accepted("one"), line.accepted("two")
    line.drain()
    assert [status_of(one), status_of(two)] == ["sent", "failed"]
    assert error_of(two)["code"] == "monthly-limit"
    line.says("and?")
    three = line.accepted("three")
    line.drain()
    assert status_of(three) == "sent"


def test_a_user_that_is_nobody_cannot_be_reached(pushing: World) -> None:
    pushing.platform.forget()
    one = pushing.accepted("one")
    pushing.drain()
    assert (status_of(one), error_of(one)["title"]) == ("failed", "Failed to send messages")


def test_five_leave_in_order_through_trouble(line: World) -> None:
    line.says()
    words = [f"{n}" for n in range(5)]
    for word in words:
        line.accepted(word)
    line.fails("500", 2)
    line.fails("429", 1, retry_after=90)
    for _ in range(3):
        assert line.drain() == []
        line.clock.advance(seconds=90)
    assert line.took() == words


@pytest.mark.parametrize("fresh", [True, False])
def test_wherever_it_dies_the_customer_never_gets_it_twice(line: World, fresh: bool) -> None:
    def drained() -> None:
        credentials.forget()
        line.drain()

    def spoken(text: str) -> str:
        line.says()
        line.clock.advance(**({} if fresh else {"minutes": 3}))
        return line.accepted(text)

    spoken("counted")
    for point in faults.crash_points(drained):
        text = ids.digest(str(point))
        one = spoken(text)
        faults.run_until(point, drained)
        line.clock.advance(minutes=10)
        assert line.drain() == []
        assert line.took().count(text) <= 1
        assert status_of(one) == "sent" or (fresh and status_of(one) == "unknown")
        assert status_of(one) == "unknown" or line.took().count(text) == 1
        line.forget()
