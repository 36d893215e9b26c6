"""The follower, from the table's own stream to everything it leaves."""

import random
from typing import Any

import pytest

from functions.follow_log import event_log
from functions.follow_log.stream import lambda_handler
from shared import conversations, credentials, history, keys, table
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    closed,
    conversation,
    decided,
    id_of,
    noted,
    ours,
    ref,
    said,
)
from tests.functions.follow_log.stream_reader import (
    StreamReader,
    batch,
    everything,
    kinds,
    lasting,
    queued,
)

C = conversation()


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def follow(records: list[dict[str, Any]]) -> None:
    assert lambda_handler(batch(records), None) == {"batchItemFailures": []}


def follow_all(stream: StreamReader) -> None:
    """Until the log is at rest, as the stream carries the follower's own changes too."""
    while records := stream.read():
        follow(records)


def put(*items: Item) -> None:
    for item in items:
        assert table.put_if_absent(item)


def summary() -> Item:
    found = conversations.summary(C)
    assert found is not None
    return found


def events() -> list[Item]:
    return [event for page in kinds("events") for event in page["events"]]


def sequence() -> list[int]:
    return [int(page["sk"]) for page in kinds("events")]


def test_the_first_message_makes_a_summary_with_the_defaults(stream: StreamReader) -> None:
    put(said("wamid.1", name="Ana", text="hello there"))
    follow_all(stream)
    made = summary()
    assert (made["kind"], made["channel"], made["account"]) == ("summary", "whatsapp", "main")
    assert (made["owner"], made["status"], made["version"], made["inbox"]) == (
        "bot",
        "open",
        0,
        "bot#open#0",
    )
    assert made["bucket"] == keys.inbox_bucket(NOON, C) == f"{NOON // 60_000:08d}#{C[:13]}"
    assert (made["name"], made["last"]["text"]) == ("Ana", "hello there")


def test_what_others_wrote_on_the_summary_stays(stream: StreamReader) -> None:
    put(said("wamid.1"))
    follow_all(stream)
    table.update(f"C#{C}", "A", "SET #outbox = :o, #owner = :w", {":o": ["M#1"], ":w": "agent:a"})
    put(said("wamid.2", NOON + MINUTE))
    follow_all(stream)
    assert (summary()["outbox"], summary()["owner"]) == (["M#1"], "agent:a")
    assert summary()["inbound_at"] == NOON + MINUTE + 500


def a_log() -> list[Item]:
    answer = ours("answer", NOON + 2000, status="sent", provider_ref=ref("wamid.out"))
    return [
        said("wamid.1", NOON, name="Ana"),
        said("wamid.2", NOON + 1000, text="second"),
        said("wamid.3", NOON - DAY, NOON + 5000, text="a day late"),
        answer,
        noted("status", "wamid.out", "delivered", NOON + 3000, status="delivered"),
        noted("status", "wamid.out", "sent", NOON + 2500, status="sent"),
        noted("status", "wamid.out", "read", NOON + 4000, status="read", our_id=id_of(answer)),
        noted("reaction", "wamid.out", "r1", NOON + 4000, emoji="👍", by="contact"),
        noted("reaction", "wamid.out", "r2", NOON + 5000, emoji="", by="contact"),
        noted("edit", "wamid.2", "e1", NOON + 6000, type="text", text="second, edited"),
        noted("edit", "wamid.2", "e2", NOON + 7000, type="text", text="second, edited twice"),
        noted("revoke", "wamid.1", "revoke", NOON + 8000, by="contact"),
        decided(1, owner="team:a", team="a"),
        decided(2, owner="agent:b", assignee="b", team="a"),
        closed(NOON - HOUR),
    ]


def test_any_order_any_batches_and_repetitions_leave_the_same(cloud: Any, the_time: Any) -> None:
    stream, reference = StreamReader(), None
    for seed in range(6):
        shuffled = random.Random(seed)  # noqa: S311
        log = a_log()
        shuffled.shuffle(log)
        put(*log)
        records = stream.read()
        if seed:
            records += shuffled.sample(records, 5)
            shuffled.shuffle(records)
        while records:
            size = shuffled.randint(1, 6)
            follow(records[:size])
            records = records[size:] + stream.read()
        left = lasting()
        assert kinds("due")
        reference = reference or left
        assert left == reference, seed
        for item in everything():
            table.delete(item["pk"], item["sk"])
        stream.read()
        event_log.forget()
    assert reference
    messages = {item["sk"]: item for item in reference if item.get("kind") == "message"}
    answer = messages[a_log()[3]["sk"]]
    assert (answer["status"], answer["status_at"]) == ("read", NOON + 4000)
    assert answer["delivered_at"] == NOON + 3000
    assert answer["reactions"]["contact"]["emoji"] == ""
    assert messages[a_log()[1]["sk"]]["text"] == "second, edited twice"
    assert messages[a_log()[0]["sk"]]["text"] == ""


def test_a_batch_followed_twice_writes_nothing_the_second_time(stream: StreamReader) -> None:
    put(*a_log())
    records = stream.read()
    follow(records)
    stream.read()
    before = lasting()
    with faults.injected() as calls:
        follow(records)
    assert lasting() == before
    assert calls.count("UpdateItem") == 0


def test_inbound_messages_wake_their_conversation_once_for_a_batch(stream: StreamReader) -> None:
    first, second = said("wamid.1"), said("wamid.2", NOON + 1000)
    put(first, second, noted("status", "wamid.x", "read", status="read"), decided(1))
    records = stream.read()
    follow(records)
    follow(records[::-1])
    causes = " ".join(sorted(map(id_of, (first, second))))
    assert queued(settings().wake_queue_url) == [
        {"kind": "message", "conversation": C, "cause": causes, "at": first["received_at"]}
    ]
    assert queued(settings().send_queue_url) == []


def test_what_becomes_queued_wakes_its_sender_each_time(stream: StreamReader) -> None:
    held = ours("held", status="held")
    put(ours("now"), held, ours("echo", author_kind="agent", status="sent"))
    follow_all(stream)
    assert queued(settings().send_queue_url) == [{"channel": "whatsapp", "conversation": C}]
    for status in ("queued", "held", "queued"):
        table.update(
            held["pk"],
            held["sk"],
            "SET #status = :s ADD #attempts :one",
            {":s": status, ":one": 1},
        )
        follow_all(stream)
    assert queued(settings().send_queue_url) == [{"channel": "whatsapp", "conversation": C}] * 2
    # Only what was accepted as held waits for the customer; a pause while sending has a timer.
    (waiting,) = queued(settings().wake_queue_url)
    assert (waiting["kind"], waiting["cause"]) == ("waiting", str(MessageId.of(held)))


def test_a_burst_is_folded_with_one_read_and_one_write(stream: StreamReader) -> None:
    put(*(said(f"wamid.{n}", NOON + n * 1000) for n in range(10)))
    records = stream.read()
    with faults.injected() as calls:
        follow(records)
    assert calls.count("UpdateItem") == 1
    assert summary()["rev"] == 1
    assert calls.count("SendMessageBatch") == 1


@pytest.mark.parametrize("length", [1, 30, 120])
def test_the_work_of_a_batch_does_not_grow_with_the_conversation(
    stream: StreamReader, length: int
) -> None:
    put(*(said(f"old.{n}", NOON - (length - n) * MINUTE) for n in range(length)))
    follow_all(stream)
    put(
        *(said(f"new.{n}", NOON + n) for n in range(3)),
        noted("reaction", "new.2", "r", emoji="x", by="contact"),
    )
    records = stream.read()
    with faults.injected() as calls:
        follow(records)
    spent = {name: calls.count(name) for name in calls.operations}
    assert spent == {
        "Query": 1,  # the reaction's target
        "UpdateItem": 1 + 1,  # the summary and the message reacted to
        "GetItem": 1 + 1,  # the summary; that message
        "SendMessageBatch": 1,
        "PutItem": 1,  # the event page
    }


def test_a_status_of_a_message_that_has_it_writes_nothing(stream: StreamReader) -> None:
    sent = ours(status="sent", provider_ref=ref("wamid.out"), provider_id="wamid.out")
    put(sent, noted("status", "wamid.out", "sent", our_id=id_of(sent), status="sent"))
    records = stream.read()
    follow([record for record in records if record["dynamodb"]["Keys"]["sk"]["S"][0] == "M"])
    with faults.injected() as calls:
        follow([record for record in records if record["dynamodb"]["Keys"]["sk"]["S"][0] == "R"])
    assert calls.operations == ["GetItem", "GetItem"]  # the summary, the message


def test_a_message_a_day_late_stands_in_its_place_and_counts_as_unread(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    put(said("wamid.1"), said("wamid.2", NOON + MINUTE))
    follow_all(stream)
    mark = NOON + 2 * MINUTE
    table.update(f"C#{C}", "A", "SET #read_through = :m", {":m": mark})
    assert history.unread_count(summary()) == 0
    late = said("wamid.late", NOON - DAY, NOON + HOUR, text="late")
    put(late)
    follow_all(stream)
    assert [m["text"] for m in history.newest(summary(), None, 5)][-1] == "late"
    assert history.unread_count(summary()) == 1
    assert [m["sk"] for m in history.arrived_since(summary(), f"{mark:013d}#x")] == [late["sk"]]


def test_a_status_that_comes_before_its_message_was_recorded_is_not_lost(
    stream: StreamReader,
) -> None:
    sending = ours(status="sending")
    put(sending, noted("status", "wamid.out", "delivered", NOON + 3000, status="delivered"))
    follow_all(stream)
    assert kinds("message")[0]["status"] == "sending"
    table.update(
        sending["pk"],
        sending["sk"],
        "SET #status = :s, #provider_ref = :r",
        {":s": "sent", ":r": ref("wamid.out")},
    )
    follow_all(stream)
    message = kinds("message")[0]
    assert (message["status"], message["delivered_at"]) == ("delivered", NOON + 3000)


def test_our_id_settles_a_send_whose_outcome_was_lost(stream: StreamReader) -> None:
    lost = ours(status="unknown")
    put(lost, noted("status", "wamid.out", "sent", our_id=id_of(lost), status="sent"))
    follow_all(stream)
    message = kinds("message")[0]
    assert (message["status"], message["provider_ref"]) == ("sent", ref("wamid.out"))
    put(noted("reaction", "wamid.out", "r", NOON + 9000, emoji="👍", by="contact"))
    follow_all(stream)
    assert kinds("message")[0]["reactions"]["contact"]["emoji"] == "👍"


def test_a_record_that_fails_by_itself_is_parked_while_its_batch_goes_on(
    stream: StreamReader, caplog: pytest.LogCaptureFixture
) -> None:
    poison = said("wamid.poison", text="a secret")
    del poison["received_at"]
    put(said("wamid.1"), poison, said("wamid.2", NOON + 1000))
    follow_all(stream)
    assert summary()["last"]["ref"] == ref("wamid.2")
    [parked] = kinds("parked")
    assert (parked["item_pk"], parked["item_sk"]) == (poison["pk"], poison["sk"])
    assert (parked["error"], parked["attempts"]) == ("KeyError", 0)
    assert len(queued(settings().wake_queue_url)) == 2
    assert len(events()) == 2
    assert "a secret" not in caplog.text


def test_an_unreadable_record_is_parked_by_its_key(stream: StreamReader) -> None:
    put(said("wamid.1"), said("wamid.2", NOON + 1000))
    records = stream.read()
    records[0]["dynamodb"]["NewImage"] = {"kind": {"?": "?"}}
    follow(records)
    assert kinds("parked")[0]["item_sk"] == records[0]["dynamodb"]["Keys"]["sk"]["S"]
    assert summary()["last"]["ref"] == ref("wamid.2")


def test_other_kinds_and_removals_are_passed_over(stream: StreamReader) -> None:
    odd = {**said("wamid.1"), "kind": "something new"}
    put(odd)
    table.delete(odd["pk"], odd["sk"])
    follow_all(stream)
    assert everything() == []


def test_a_service_that_is_down_brings_the_whole_batch_back(stream: StreamReader) -> None:
    put(said("wamid.1"))
    records = stream.read()
    for fault in (
        faults.throttled("UpdateItem"),
        faults.refused("UpdateItem", "AccessDeniedException"),
        faults.down("sqs"),
    ):
        with faults.injected(fault), pytest.raises(Exception) as raised:
            lambda_handler(batch(records), None)
        assert isinstance(raised.value, Unavailable) or "AccessDenied" in str(raised.value)
    follow(records)
    assert kinds("parked") == []
    assert len(queued(settings().wake_queue_url)) == 1
    assert len(events()) == 1


def test_the_window_has_one_timer_at_a_time(
    stream: StreamReader, the_time: SteppingClock, cloud: Any
) -> None:
    put(said("wamid.1"))
    follow_all(stream)
    the_time.advance(hours=1)
    put(said("wamid.2", NOON + HOUR))
    follow_all(stream)
    assert summary()["armed"] == NOON + 24 * HOUR
    assert [entry["at"] for entry in kinds("due")] == [NOON + 22 * HOUR]
    the_time.advance(hours=24)
    put(said("wamid.3", NOON + 25 * HOUR))
    follow_all(stream)
    assert summary()["armed"] == NOON + 49 * HOUR
    assert [entry["at"] for entry in kinds("due")] == [NOON + 22 * HOUR, NOON + 47 * HOUR]


def test_a_window_that_has_passed_is_not_timed(stream: StreamReader) -> None:
    put(said("wamid.late", NOON - 3 * DAY, NOON))
    follow_all(stream)
    assert "armed" not in summary()
    assert kinds("due") == []


def test_every_crash_followed_by_the_batch_again_leaves_the_same(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream = StreamReader()
    credentials.id_key()  # read once a process, not once a run
    log = [
        said("wamid.1"),
        ours("queued"),
        noted("edit", "wamid.1", "e1", NOON + 6000, type="text", text="edited"),
        decided(1, owner="team:a"),
    ]

    def begin() -> list[dict[str, Any]]:
        for item in everything():
            table.delete(item["pk"], item["sk"])
        queued(settings().wake_queue_url)
        the_time.advance(minutes=10)
        event_log.forget()
        stream.read()
        put(*log)
        return stream.read()

    records = begin()
    points = faults.lasting_points(lambda: follow(records))
    follow_all(stream)
    reference = lasting()
    happened = {event["id"] for event in events()}
    assert len(points) > 6
    for point in points:
        records = begin()
        faults.run_until(point, lambda records=records: follow(records))  # type: ignore[misc]
        event_log.forget()
        follow(records)
        follow_all(stream)
        assert lasting() == reference, point
        assert {event["id"] for event in events()} == happened, point
        assert sequence() == list(range(1, len(sequence()) + 1)), point


def test_no_crash_loses_or_doubles_a_wake_up(stream: StreamReader) -> None:
    def arrive(name: str) -> list[dict[str, Any]]:
        put(said(f"wamid.{name}"), ours(f"answer.{name}"))
        return stream.read()

    records = arrive("counted")
    points = faults.crash_points(lambda: follow(records))
    for point in points:
        records = arrive(str(point))
        with faults.injected() as calls:
            follow(records)
        # Later batches need fewer calls, as the summary is there and its timer is set.
        if point.call < len(calls.operations):
            records = arrive(f"again.{point}")
            faults.run_until(point, lambda records=records: follow(records))  # type: ignore[misc]
            follow(records)
    stored = [item for item in kinds("message") if item["direction"] == "inbound"]
    woken = [body["cause"] for body in queued(settings().wake_queue_url)]
    assert sorted(woken) == sorted(id_of(item) for item in stored)
    assert len(queued(settings().send_queue_url)) == len(stored)
