"""Several followers at once: shards, repeats of a batch, a slow one that comes back."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.follow_log import event_log
from functions.follow_log.stream import lambda_handler
from shared import aws, conversations, table
from shared.errors import Unavailable
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import (
    NOON,
    PHONE,
    SCOPED,
    conversation,
    id_of,
    noted,
    ours,
    ref,
    said,
)
from tests.functions.follow_log.stream_reader import StreamReader, batch, kinds
from tests.functions.follow_log.taking_turns import interrupted_by

C = conversation()


@pytest.fixture
def one_at_a_time(cloud: Any) -> Iterator[None]:
    """AWS's answers are atomic; those of moto are so only if its calls do not overlap."""
    lock = threading.RLock()
    emitters = [aws.client(name).meta.events for name in faults.SERVICES]

    def acquire(**_: Any) -> None:
        lock.acquire()

    def release(**_: Any) -> None:
        lock.release()

    for emitter in emitters:
        emitter.register("before-call", acquire)
        emitter.register("after-call", release)
    yield
    for emitter in emitters:
        emitter.unregister("before-call", acquire)
        emitter.unregister("after-call", release)


def all_at_once(batches: list[list[dict[str, Any]]]) -> None:
    with ThreadPoolExecutor(len(batches)) as pool:
        list(pool.map(lambda records: lambda_handler(batch(records), None), batches))


def test_parallel_followers_leave_the_same_summary_and_an_event_log_without_gaps(
    cloud: Any, the_time: SteppingClock, one_at_a_time: None
) -> None:
    stream, shuffled = StreamReader(), random.Random(7)  # noqa: S311
    answer = ours("answer", status="sent", provider_ref=ref("wamid.out"))
    log = [
        *(said(f"wamid.{n}", NOON + n * 1000) for n in range(12)),
        answer,
        noted("status", "wamid.out", "delivered", NOON + 3000, status="delivered"),
        noted("status", "wamid.out", "read", NOON + 4000, status="read", our_id=id_of(answer)),
        noted("reaction", "wamid.3", "r", NOON + 5000, emoji="x", by="agent"),
    ]
    for item in log:
        table.put(item)
    records = stream.read() * 2
    shuffled.shuffle(records)
    while records:
        all_at_once([records[shard::4] for shard in range(4) if records[shard::4]])
        records = stream.read()
    summary = conversations.summary(C)
    assert summary is not None
    assert summary["last"]["ref"] == ref("wamid.11")
    assert summary["inbound_at"] == NOON + 11_500
    messages = {item["sk"]: item for item in kinds("message")}
    assert messages[answer["sk"]]["status"] == "read"
    assert messages[answer["sk"]]["delivered_at"] == NOON + 3000
    assert messages[log[3]["sk"]]["reactions"]["agent"]["emoji"] == "x"
    pages = kinds("events")
    assert [int(page["sk"]) for page in pages] == list(range(1, len(pages) + 1))
    told = {event["message"] for page in pages for event in page["events"]}
    assert told == {id_of(item) for item in messages.values()}


def test_followers_that_share_no_memory_append_without_gaps(
    cloud: Any, the_time: SteppingClock, one_at_a_time: None
) -> None:
    def append(number: int) -> None:
        for turn in range(5):
            event_log.forget()
            event_log.append([{"id": f"{number}.{turn}"}])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(append, range(6)))
    pages = kinds("events")
    assert [int(page["sk"]) for page in pages] == list(range(1, 31))
    told = [event["id"] for page in pages for event in page["events"]]
    assert sorted(told) == sorted(f"{n}.{turn}" for n in range(6) for turn in range(5))
    for number in range(6):
        own = [name for name in told if name.startswith(f"{number}.")]
        assert own == sorted(own)


def test_a_follower_that_was_overtaken_folds_into_what_the_other_wrote(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream = StreamReader()
    first, second = said("wamid.1"), said("wamid.2", NOON + 1000)
    table.put(first)
    slow = stream.read()
    table.put(second)
    fast = stream.read()

    def overtake(model: Any, **_: Any) -> None:
        if model.name == "UpdateItem" and fast:
            lambda_handler(batch([fast.pop()]), None)

    emitter = aws.client("dynamodb").meta.events
    emitter.register("before-call", overtake)
    lambda_handler(batch(slow), None)
    emitter.unregister("before-call", overtake)
    summary: Item | None = conversations.summary(C)
    assert summary is not None
    assert (summary["rev"], summary["first_at"]) == (2, NOON)
    assert summary["last"]["ref"] == ref("wamid.2")


def test_a_status_is_decided_anew_when_the_sender_moves_the_message_meanwhile(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream, sending = StreamReader(), ours(status="sending")
    table.put(sending)
    table.put(noted("status", "wamid.out", "sent", our_id=id_of(sending), status="sent"))
    records = stream.read()
    lambda_handler(batch(records[:1]), None)

    def fail() -> None:
        table.update(sending["pk"], sending["sk"], "SET #status = :s", {":s": "failed"})

    with interrupted_by("UpdateItem", fail):
        lambda_handler(batch(records[1:]), None)
    message = table.get(sending["pk"], sending["sk"]) or {}
    assert (message["status"], message["provider_id"]) == ("failed", "wamid.out")


def test_what_is_written_on_the_older_summary_during_a_merge_is_taken_over(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream = StreamReader()
    table.put(said("wamid.1"))
    lambda_handler(batch(stream.read()), None)
    table.put(said("wamid.2", NOON + 1000, identity=SCOPED, other_identity=PHONE))

    def read_by_an_agent() -> None:
        table.update(f"C#{C}", "A", "SET #read_through = :r", {":r": NOON})

    with interrupted_by("PutItem", read_by_an_agent):
        lambda_handler(batch(stream.read()), None)
    merged = conversations.summary(C)
    assert merged is not None
    assert (merged["pk"], merged["read_through"]) == (f"C#{conversation(SCOPED)}", NOON)


def test_a_message_that_never_holds_still_brings_the_batch_back(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream, sent = StreamReader(), ours(status="sent", provider_ref=ref("wamid.out"))
    table.put(sent)
    table.put(noted("status", "wamid.out", "read", our_id=id_of(sent), status="read"))
    records = stream.read()
    lambda_handler(batch(records[:1]), None)
    refused = faults.refused("UpdateItem", "ConditionalCheckFailedException", times=99)
    with faults.injected(refused), pytest.raises(Unavailable):
        lambda_handler(batch(records[1:]), None)
    lambda_handler(batch(records[1:]), None)
    assert (table.get(sent["pk"], sent["sk"]) or {})["status"] == "read"


def test_a_summary_that_never_holds_still_brings_the_batch_back(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream = StreamReader()
    table.put(said("wamid.1"))
    records = stream.read()
    refused = faults.refused("UpdateItem", "ConditionalCheckFailedException", times=99)
    with faults.injected(refused), pytest.raises(Unavailable):
        lambda_handler(batch(records), None)
    assert kinds("parked") == kinds("events") == []
