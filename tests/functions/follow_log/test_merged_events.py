"""Who follows the event log hears that a conversation has become another name of one, once."""

from typing import Any

import pytest

from functions.follow_log import event_log
from functions.follow_log.stream import lambda_handler
from shared import table
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.following import come
from tests.functions.follow_log.log import (
    MINUTE,
    NOON,
    PHONE,
    SCOPED,
    conversation,
    id_of,
    noted,
    ours,
    said,
)
from tests.functions.follow_log.stream_reader import StreamReader, batch, kinds

OLD, NEW = conversation(PHONE), conversation(SCOPED)
BOTH = said("wamid.both", NOON + MINUTE, identity=SCOPED, other_identity=PHONE)


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    event_log.forget()
    return StreamReader()


def told() -> list[Item]:
    """The events of conversations, in their order."""
    events = [event for page in kinds("events") for event in page["events"]]
    return [event for event in events if event["type"] == "conversation.updated"]


def test_the_older_id_is_told_with_the_conversation_that_it_is_now(stream: StreamReader) -> None:
    come(stream, said("wamid.old"), said("wamid.new", identity=SCOPED))
    come(stream, BOTH)
    (event,) = told()
    assert (event["conversation"], event["into"], event["channel"]) == (OLD, NEW, "whatsapp")
    assert "hello" not in str(event)
    assert PHONE not in str(event)
    come(stream, said("wamid.later", NOON + 2 * MINUTE, identity=SCOPED, other_identity=PHONE))
    assert len(told()) == 1


def test_of_an_id_that_had_no_conversation_nothing_is_told_and_nobody_called(
    stream: StreamReader,
) -> None:
    come(stream, noted("reaction", "wamid.x", "r", NOON, emoji="x", by="contact"))
    table.put_if_absent(BOTH)
    lambda_handler(batch(stream.read()), None)
    assert stream.read() == []
    assert told() == []


def test_what_happens_to_the_older_summary_afterwards_tells_nothing(stream: StreamReader) -> None:
    come(stream, said("wamid.old"), BOTH)
    table.update(f"C#{OLD}", "A", "SET #waiting = :w", {":w": ["M#1#x"]})
    assert stream.read() == []


def test_an_ordinary_message_is_followed_by_the_same_calls(stream: StreamReader) -> None:
    come(stream, said("wamid.old"), BOTH)
    calls = come(stream, said("wamid.bare", NOON + 2 * MINUTE), ours())
    assert calls.count("PutItem") == 1  # the page of the events
    assert len(told()) == 1


def test_every_crash_followed_by_the_batch_again_tells_the_same_event(stream: StreamReader) -> None:
    come(stream, said("wamid.old"))
    table.put_if_absent(BOTH)
    lambda_handler(batch(stream.read()), None)
    records = stream.read()
    points = faults.lasting_points(lambda: lambda_handler(batch(records), None))
    (first,) = told()
    for point in points:
        faults.run_until(point, lambda: lambda_handler(batch(records), None))
        lambda_handler(batch(records), None)
    assert all(event == first for event in told())
    assert len(told()) > len(points)


def test_a_parked_one_is_told_when_the_sweep_has_touched_it(stream: StreamReader) -> None:
    come(stream, said("wamid.old"))
    table.put_if_absent(BOTH)
    lambda_handler(batch(stream.read()), None)
    missed = stream.read()
    table.update(f"C#{OLD}", "A", "SET #touched = :t", {":t": "1#1"})
    come(stream)
    (event,) = told()
    lambda_handler(batch(missed), None)
    assert told() == [event, event]
    table.update(f"C#{OLD}", "A", "SET #waiting = :w", {":w": ["M#1#x"]})
    come(stream)
    assert told() == [event, event]


def test_it_is_told_after_what_was_said_in_the_conversation(stream: StreamReader) -> None:
    old = said("wamid.old")
    come(stream, old)
    come(stream, BOTH)
    events = [event for page in kinds("events") for event in page["events"]]
    assert [event.get("message") for event in events] == [id_of(old), id_of(BOTH), None]
