"""What an agent wrote while the window was closed goes when the customer answers, once."""

from typing import Any

import pytest

from functions.follow_log import wake as following
from functions.follow_log.changes import Change
from shared import table
from shared.accepting import Draft, accept
from shared.settings import settings
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, wake, woken

__all__ = ["deployed", "lambdas"]

TEMPLATE = Draft(type="template", content={"name": "hi", "language": "en"}, author_kind="agent")

pytestmark = pytest.mark.usefixtures("deployed")


def held(clock: SteppingClock, ref: str) -> Item:
    """The agent writes into the closed window."""
    draft = Draft(type="text", text=ref, author_kind="agent", author_id="ana")
    clock.advance(minutes=1)
    return accept(log.summary(), draft, at=clock.now, ref=ref, instead=TEMPLATE)


def outbox() -> list[tuple[str, str]]:
    items: list[Any] = [table.get(log.PK, sk) for sk in log.summary().get("outbox", ())]
    return [(item["type"], item["status"]) for item in items]


def test_the_customers_answer_lets_it_go(the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)
    log.decide_now(owner="agent:ana", assignee="ana")
    the_time.advance(hours=25)
    held(the_time, "one")
    held(the_time, "two")
    assert outbox() == [("template", "queued")]
    again = log.say("again", the_time.advance(minutes=1))
    assert wake(woken(again), woken(again)) == []
    assert outbox() == [("template", "queued"), ("text", "queued"), ("text", "queued")]
    assert log.summary()["waiting"] == []


def test_a_crash_anywhere_lets_it_go_once_and_in_order(the_time: SteppingClock) -> None:
    def scene(number: int) -> dict[str, Any]:
        log.say(f"hello{number}", the_time.now)
        log.decide_now(owner="agent:ana", assignee="ana")
        the_time.advance(hours=25)
        table.update(log.PK, "A", "REMOVE #outbox", {})
        for ref in ("one", "two"):
            held(the_time, f"{ref}{number}")
        return woken(log.say(f"again{number}", the_time.advance(minutes=1)))

    wake_up = scene(0)
    points = faults.crash_points(lambda: wake(wake_up))
    for number, point in enumerate(points[2 : -2 : len(points) // 6], 1):
        wake_up = scene(number)
        faults.run_until(point, lambda w=wake_up: wake(w))  # type: ignore[misc]
        assert wake(wake_up) == []
        sent = [sk for sk in log.summary()["outbox"] if "template" not in sk]
        assert [sk.split("#")[2] for sk in sent][-2:] == [f"one{number}", f"two{number}"], point
        assert len(sent) == len(set(sent)) == 2


def test_the_follower_looks_once_more_whether_the_customer_answered_meanwhile(
    the_time: SteppingClock,
) -> None:
    log.say("hello", the_time.now)
    log.decide_now(owner="agent:ana", assignee="ana")
    the_time.advance(hours=25)
    item = held(the_time, "one")
    change = Change("1", None, item)
    (wake_up,) = following.wake_ups_of([change], log.CONVERSATION)
    assert wake_up.queue_url == settings().wake_queue_url
    log.say("again", the_time.now)
    assert wake(record("waiting", "x", 1)) == []
    assert outbox()[-1] == ("text", "queued")
    assert following.wake_ups_of([Change("2", item, {**item, "status": "queued"})], "c")
