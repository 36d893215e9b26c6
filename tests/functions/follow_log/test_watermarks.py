"""Watermarks, in every order in which they and the messages before them can come."""

import random
from typing import Any

import pytest

from functions.follow_log import event_log, watermarks
from functions.follow_log.stream import lambda_handler
from shared import table
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import HOUR, NOON, PHONE, SCOPED, noted, ours, ref, said
from tests.functions.follow_log.stream_reader import (
    StreamReader,
    batch,
    everything,
    kinds,
    lasting,
)


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def follow_all(stream: StreamReader) -> None:
    while records := stream.read():
        lambda_handler(batch(records), None)


def watermark(status: str, at: int, **more: Any) -> Item:
    return noted("watermark", "", f"{status}-{at}", at, status=status, **more)


def sent(name: str, at: int, **more: Any) -> Item:
    return ours(name, at, **{"status": "sent", "provider_ref": ref(name), **more})


def put(*items: Item) -> None:
    for item in items:
        assert table.put_if_absent(item)


def now(item: Item) -> Item:
    return table.get(item["pk"], item["sk"]) or {}


def test_all_that_was_sent_until_then_is_marked_and_nothing_after(stream: StreamReader) -> None:
    log = [sent(f"m.{n}", NOON + n * 1000) for n in range(4)]
    put(*log, watermark("read", NOON + 2000))
    follow_all(stream)
    assert [now(m)["status"] for m in log] == ["read", "read", "read", "sent"]
    assert {now(m).get("read_at") for m in log[:3]} == {NOON + 2000}


def test_it_marks_no_customers_message_nor_what_was_never_sent(stream: StreamReader) -> None:
    inbound = said("wamid.1")
    states = ("queued", "held", "sending", "unknown", "failed")
    others = [ours(name, NOON, status=name) for name in states]
    put(inbound, *others, watermark("read", NOON + 1000))
    follow_all(stream)
    assert [now(item)["status"] for item in others] == list(states)
    assert now(inbound)["status"] == "received"


def test_a_message_that_becomes_known_as_sent_after_it_is_still_marked(
    stream: StreamReader,
) -> None:
    sending = ours(status="sending", asked_at=NOON + 1100)
    put(sending, watermark("delivered", NOON + 2000), watermark("read", NOON + 3000))
    put(watermark("read", NOON + 4000))
    follow_all(stream)
    table.update(sending["pk"], sending["sk"], "SET #status = :s", {":s": "sent"})
    follow_all(stream)
    marked = now(sending)
    assert (marked["status"], marked["delivered_at"], marked["read_at"]) == (
        "read",
        NOON + 2000,
        NOON + 3000,
    )


def test_what_was_read_before_the_platform_was_asked_was_another_message(
    stream: StreamReader,
) -> None:
    slow = sent("slow", NOON, asked_at=NOON + 3000)
    put(slow, watermark("read", NOON + 2000))
    follow_all(stream)
    assert now(slow)["status"] == "sent"
    put(watermark("read", NOON + 3000))
    follow_all(stream)
    assert now(slow)["read_at"] == NOON + 3000


def test_a_message_that_waited_long_is_marked_by_when_it_was_sent(stream: StreamReader) -> None:
    waited = sent("waited", NOON, asked_at=NOON + 5 * HOUR)
    put(waited, watermark("read", NOON + HOUR), watermark("read", NOON + 4 * HOUR))
    follow_all(stream)
    assert now(waited)["status"] == "sent"
    put(watermark("read", NOON + 6 * HOUR))
    follow_all(stream)
    assert now(waited)["read_at"] == NOON + 6 * HOUR


def test_it_marks_what_lies_under_either_name_of_the_customer(stream: StreamReader) -> None:
    older = sent("older", NOON)
    newer = sent("newer", NOON + 2000, identity=SCOPED)
    put(older, said("wamid.1"))
    follow_all(stream)
    put(said("wamid.2", NOON + 1000, identity=SCOPED, other_identity=PHONE), newer)
    put(watermark("read", NOON + 3000, identity=SCOPED))
    follow_all(stream)
    assert (now(older)["status"], now(newer)["status"]) == ("read", "read")


def a_log() -> list[Item]:
    return [
        said("wamid.1", NOON),
        *(sent(f"m.{n}", NOON + n * 1000) for n in range(5)),
        sent("waited", NOON - HOUR, asked_at=NOON + 2500),
        sent("echo", NOON + 3500, author_kind="agent"),
        watermark("delivered", NOON + 1000),
        watermark("delivered", NOON + 3000),
        watermark("read", NOON + 2000),
        watermark("read", NOON + 3200),
        noted("status", "m.2", "delivered", NOON + 2100, status="delivered"),
    ]


def test_any_order_any_batches_and_repetitions_leave_the_same(stream: StreamReader) -> None:
    reference = None
    for seed in range(4):
        shuffled = random.Random(seed)  # noqa: S311
        log = a_log()
        shuffled.shuffle(log)
        records: list[Any] = []
        while log or records:
            # What is followed late has been in the table for long, or comes only now.
            for item in [log.pop() for _ in range(min(len(log), shuffled.randint(0, 5)))]:
                put(item)
            records += stream.read()
            shuffled.shuffle(records)
            size = shuffled.randint(1, 5)
            lambda_handler(batch(records[:size] + records[:1]), None)
            records = records[size:] + stream.read()
        left = lasting()
        reference = reference or left
        assert left == reference, seed
        for item in everything():
            table.delete(item["pk"], item["sk"])
        stream.read()
        event_log.forget()
    times = {
        m["sent_at"] - NOON: (m["status"], m.get("delivered_at"), m.get("read_at"))
        for m in reference or []
        if m.get("kind") == "message" and m["direction"] == "outbound"
    }
    assert times == {
        0: ("read", NOON + 1000, NOON + 2000),
        1000: ("read", NOON + 1000, NOON + 2000),
        2000: ("read", NOON + 2100, NOON + 2000),
        3000: ("read", NOON + 3000, NOON + 3200),
        4000: ("sent", None, None),
        3500: ("sent", None, None),
        -HOUR: ("read", NOON + 3000, NOON + 3200),
    }


def test_a_repetition_writes_nothing(stream: StreamReader) -> None:
    put(*a_log())
    records = stream.read()
    lambda_handler(batch(records), None)
    follow_all(stream)
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    assert calls.count("UpdateItem") == 0


@pytest.mark.parametrize("length", [2, 50])
def test_its_work_does_not_grow_with_the_conversation(stream: StreamReader, length: int) -> None:
    start = NOON - length * HOUR
    put(*(sent(f"old.{n}", start + n * HOUR) for n in range(length)), watermark("read", NOON - 1))
    follow_all(stream)
    put(sent("new", NOON), watermark("read", NOON + 5))
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    assert (calls.count("Query"), calls.count("UpdateItem")) == (4, 2)
    assert len([m for m in kinds("message") if m["status"] == "read"]) == length + 1


def test_one_look_back_is_bounded(stream: StreamReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watermarks, "LOOK_BACK", 3)
    put(*(sent(f"m.{n}", NOON + n) for n in range(5)), watermark("read", NOON + 5))
    records = stream.read()
    lambda_handler(batch([r for r in records if r["dynamodb"]["Keys"]["sk"]["S"][0] == "R"]), None)
    assert sum(m["status"] == "read" for m in kinds("message")) == 3
