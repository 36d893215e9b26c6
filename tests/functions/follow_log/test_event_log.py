"""The event log's pages and days."""

from typing import Any

import pytest

from functions.follow_log import event_log
from functions.follow_log.changes import Change
from shared import table
from shared.errors import Unavailable
from shared.keys import lists
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import closed, conversation, decided, id_of, noted, ours, said
from tests.functions.follow_log.stream_reader import kinds


def append(*names: str) -> None:
    event_log.append([{"id": name} for name in names])


def sequence() -> list[int]:
    return [int(page["sk"]) for page in kinds("events")]


def test_a_batch_is_one_page_and_pages_follow_each_other(cloud: Any, the_time: Any) -> None:
    append("a", "b")
    event_log.forget()
    append("c")
    append()
    assert sequence() == [1, 2]
    assert [event["id"] for page in kinds("events") for event in page["events"]] == ["a", "b", "c"]
    assert kinds("events")[0]["expires"] == the_time.now // 1000 + 400 * 86_400


def test_a_warm_follower_writes_one_item_a_page_and_reads_nothing(
    cloud: Any, the_time: SteppingClock
) -> None:
    append("a")
    with faults.injected() as calls:
        append("b")
    assert calls.operations == ["PutItem"]


def test_more_than_fits_goes_on_several_pages(cloud: Any, the_time: SteppingClock) -> None:
    append(*(str(n) for n in range(event_log.PAGE + 1)))
    assert [len(page["events"]) for page in kinds("events")] == [event_log.PAGE, 1]


def test_each_day_names_a_page_from_which_nothing_of_it_is_missed(
    cloud: Any, the_time: SteppingClock
) -> None:
    append("a")
    append("b")
    the_time.advance(hours=24)
    event_log.forget()
    append("c")
    assert [(day["sk"], day["first"]) for day in kinds("day")] == [
        ("2026-01-01", 1),
        ("2026-01-02", 3),
    ]


def test_a_day_that_was_noted_without_a_page_leaves_no_gap(
    cloud: Any, the_time: SteppingClock
) -> None:
    append("a")
    the_time.advance(hours=24)
    event_log.forget()
    points = faults.crash_points(lambda: None)
    assert points == []
    with faults.injected(faults.down("PutItem")), pytest.raises(Unavailable):
        append("b")
    table.put({"pk": lists.EVENT_DAYS, "sk": "2026-01-02", "kind": "day", "first": 2})
    event_log.forget()
    append("b")
    assert sequence() == [1, 2]


def test_pages_go_on_in_the_next_partition(cloud: Any, the_time: SteppingClock) -> None:
    last = lists.EVENTS_PER_PK - 1
    table.put({"pk": lists.EVENT_DAYS, "sk": "2026-01-01", "kind": "day", "first": last})
    for number in (last, last + 1):
        table.put({"pk": lists.events_pk(number), "sk": lists.events_sk(number), "kind": "events"})
    append("a")
    newest = kinds("events")[-1]
    assert (newest["pk"], int(newest["sk"])) == ("E#0#1", last + 2)


def test_after_a_silence_longer_than_pages_are_kept_no_number_is_given_twice(
    cloud: Any, the_time: SteppingClock
) -> None:
    append("a")
    table.delete(lists.events_pk(1), lists.events_sk(1))  # as its time to live would
    the_time.advance(hours=24 * 401)
    event_log.forget()
    append("b")
    append("c")
    assert sequence() == [10_000_002, 10_000_003]
    assert kinds("day")[-1]["first"] == 10_000_002


def test_an_event_is_named_by_what_happened_and_not_by_when_it_was_seen() -> None:
    message = said("wamid.1", text="a secret")
    created = event_log.event_of(Change("1", None, message), "c", "whatsapp")
    assert created == event_log.event_of(Change("2", None, message, "1"), "c", "whatsapp")
    assert created
    assert (created["type"], created["message"]) == ("message.created", id_of(message))
    assert (created["channel"], created["direction"]) == ("whatsapp", "inbound")
    assert "a secret" not in str(created)


def test_a_messages_conversation_is_told_where_its_id_does_not_tell_it() -> None:
    message = said("wamid.1")
    own = event_log.event_of(Change("1", None, message), conversation(), "whatsapp")
    elsewhere = event_log.event_of(Change("1", None, message), "c", None)
    assert own and elsewhere
    assert "conversation" not in own
    assert (elsewhere["conversation"], elsewhere["id"]) == ("c", own["id"])
    assert "channel" not in elsewhere


def test_each_state_of_a_message_is_an_event_of_its_own() -> None:
    states = [
        ours(),
        ours(status="sending", attempts=1),
        ours(attempts=1),
        ours(status="sending", attempts=2),
        ours(status="sent", attempts=2, provider_ref="x"),
        ours(status="sent", attempts=2, reactions={"contact": {"emoji": "x"}}),
    ]
    told = [
        event_log.event_of(Change("1", before, after), "c", "whatsapp")
        for before, after in zip([None, *states[:-1]], states, strict=True)
    ]
    assert len({event["id"] for event in told if event}) == len(states)


def test_what_shows_nowhere_is_no_event() -> None:
    sent = ours(status="sent")
    assert (
        event_log.event_of(Change("1", sent, {**sent, "provider_ref": "x"}), "c", "whatsapp")
        is None
    )
    assert event_log.event_of(Change("1", None, noted("edit", "x", "e")), "c", "whatsapp") is None


def test_decisions_and_closings_are_told() -> None:
    decision = event_log.event_of(Change("1", None, decided(3)), "c", "whatsapp")
    assert decision
    assert (decision["type"], decision["version"]) == ("conversation.updated", 3)
    assert event_log.event_of(Change("1", None, closed(1)), "c", "whatsapp")
