"""What waited under a phone number goes out after the number has become another name of a person.

From the table's own stream, by way of the mailbox and the send queue, to the platform.
"""

from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from functions.orchestrate import start
from shared import conversations, table
from shared.accepting import Draft, accept
from shared.delivery import waiting
from shared.settings import settings
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import PHONE, SCOPED, conversation, said
from tests.functions.follow_log.stream_reader import StreamReader, batch, queued
from tests.functions.orchestrate.runs import deployed, lambdas, record
from tests.shared.outbox import Platform

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")

OLD, NEW = conversation(PHONE), conversation(SCOPED)
TEMPLATE = Draft(type="template", content={"name": "hi", "language": "en"}, author_kind="agent")


def follow(stream: StreamReader) -> None:
    while records := stream.read():
        assert lambda_handler(batch(records), None) == {"batchItemFailures": []}


def answer(clock: SteppingClock, of: str, text: str) -> Item:
    draft = Draft(type="text", text=text, author_kind="agent", author_id="ana")
    summary = conversations.summary(of)
    assert summary
    at = clock.advance(minutes=1)
    by = "agent:ana"
    return accept(summary, draft, at=at, ref=text, instead=TEMPLATE, take_over_by=by)


def deliver(stream: StreamReader, platform: Platform) -> None:
    """Everything that the queues hold, until they are at rest."""
    while True:
        follow(stream)
        woken = queued(settings().wake_queue_url)
        to_send = queued(settings().send_queue_url)
        if not woken and not to_send:
            return
        for body in woken:
            run = record(body["kind"], body["cause"], body["at"], body["conversation"])
            assert start.lambda_handler({"Records": [run]}, None) == {"batchItemFailures": []}
        assert platform.deliver(*to_send) == []


def a_text_that_waits(stream: StreamReader, clock: SteppingClock, platform: Platform) -> list[Item]:
    table.put_if_absent(said("wamid.first", clock.now, clock.now))
    deliver(stream, platform)
    clock.advance(hours=25)
    held = [answer(clock, OLD, "one"), answer(clock, OLD, "two")]
    deliver(stream, platform)
    assert [item["status"] for item in held] == ["held", "held"]
    platform.sent.clear()
    return held


def the_person_writes(clock: SteppingClock) -> None:
    """With both ids, so that the number becomes another name of the person."""
    now = clock.advance(minutes=1)
    table.put_if_absent(said("wamid.both", now, now, identity=SCOPED, other_identity=PHONE))


def test_it_goes_out_once_and_in_order(cloud: Any, the_time: SteppingClock) -> None:
    stream, platform = StreamReader(), Platform()
    a_text_that_waits(stream, the_time, platform)
    the_person_writes(the_time)
    deliver(stream, platform)
    assert conversations.canonical(OLD) == NEW
    assert [sent.rsplit(".", 1)[1] for sent in platform.sent] == ["one", "two"]
    after = conversations.summary(NEW) or {}
    assert not waiting.anything(after)
    assert [table.get(f"C#{OLD}", "A")["outbox"]] == [[]]  # type: ignore[index]


def test_what_is_written_next_goes_after_it(cloud: Any, the_time: SteppingClock) -> None:
    stream, platform = StreamReader(), Platform()
    a_text_that_waits(stream, the_time, platform)
    the_person_writes(the_time)
    follow(stream)  # merged, and nobody has looked yet
    assert waiting.anything(conversations.summary(NEW) or {})
    answer(the_time, NEW, "three")
    deliver(stream, platform)
    assert [sent.rsplit(".", 1)[1] for sent in platform.sent] == ["one", "two", "three"]


def test_a_crash_anywhere_in_the_release_loses_nothing_and_sends_nothing_twice(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream, platform = StreamReader(), Platform()
    a_text_that_waits(stream, the_time, platform)
    the_person_writes(the_time)
    follow(stream)
    queued(settings().wake_queue_url)
    left = [dict(item) for name in (OLD, NEW) for item in table.query(f"C#{name}", "A", "R~")]

    def again() -> None:
        for item in left:
            table.put(item)

    points = faults.lasting_points(lambda: waiting.release(NEW))
    for point in points:
        again()
        stream.read()
        faults.run_until(point, lambda: waiting.release(NEW))
        waiting.release(NEW)
        old = table.get(f"C#{OLD}", "A") or {}
        assert [sk.split("#")[2] for sk in old["outbox"]] == ["one", "two"], point
        assert not waiting.anything(conversations.summary(NEW) or {})
