"""What nothing is to be done about is handled by the follower, and wakes nobody."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.follow_log.awaited import half
from functions.follow_log.stream import lambda_handler
from shared import conversations, deciding, table
from shared.configuration import stored
from shared.history import arrival
from shared.settings import settings
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import (
    DAY,
    MINUTE,
    NOON,
    PHONE,
    SCOPED,
    conversation,
    id_of,
    ref,
    said,
)
from tests.functions.follow_log.stream_reader import StreamReader, batch, queued
from tests.functions.follow_log.taking_turns import interrupted_by

C = conversation()
LATER = NOON + MINUTE


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    stored.put("replies", "greeting", {"text": ""}, by="admin")
    return StreamReader()


def follow(stream: StreamReader) -> list[str]:
    """Follow the log to its end; returns which messages the workflow is woken for."""
    while records := stream.read():
        assert lambda_handler(batch(records), None) == {"batchItemFailures": []}
    woken = queued(settings().wake_queue_url)
    return [cause for body in woken if body["kind"] == "message" for cause in body["cause"].split()]


def summary() -> Item:
    return conversations.summary(C) or {}


def says(stream: StreamReader, name: str, at: int = NOON, **more: Any) -> tuple[Item, list[str]]:
    item = said(name, at, **more)
    assert table.put_if_absent(item)
    return item, follow(stream)


def decide(changes: Mapping[str, Any], at: int) -> None:
    now = summary()
    deciding.decide(changes, by="agent:ana", why="so", cause="", at=at, expected=now)


def test_what_no_rule_waits_for_is_handled_and_wakes_nobody(stream: StreamReader) -> None:
    item, woken = says(stream, "wamid.1")
    assert woken == []
    left = summary()
    assert left["handled_through"] == arrival(item)
    assert (left["opened_at"], left["waiting_since"]) == (item["received_at"], item["received_at"])


def test_the_summary_is_written_once_all_the_same(stream: StreamReader) -> None:
    says(stream, "wamid.1")
    table.put_if_absent(said("wamid.2", LATER))
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    assert calls.operations.count("UpdateItem") == 1
    assert summary()["rev"] == 2


def test_what_a_rule_waits_for_wakes_the_workflow(stream: StreamReader) -> None:
    stored.put("replies", "hours", {"text": {"en": "From 9 to 18."}}, by="admin")
    rule = {"when": {"keywords": ["hours"]}, "then": {"reply": "hours"}}
    stored.put("rules", "faq", rule, by="admin")
    assert says(stream, "wamid.1", text="hello")[1] == []
    asked, woken = says(stream, "wamid.2", LATER, text="your hours?")
    assert woken == [id_of(asked)]
    assert summary()["handled_through"] < arrival(asked)


def test_a_rule_that_was_just_written_counts_for_the_next_message(stream: StreamReader) -> None:
    says(stream, "wamid.1", text="hours")
    stored.put("replies", "hours", {"text": {"en": "From 9 to 18."}}, by="admin")
    rule = {"when": {"keywords": ["hours"]}, "then": {"reply": "hours"}}
    stored.put("rules", "faq", rule, by="admin")
    asked, woken = says(stream, "wamid.2", LATER, text="hours")
    assert woken == [id_of(asked)]


def test_whoever_stops_messages_is_heard_whoever_has_the_conversation(stream: StreamReader) -> None:
    says(stream, "wamid.1")
    decide({"owner": "agent:ana", "assignee": "ana"}, NOON)
    follow(stream)
    assert says(stream, "wamid.2", LATER, text="thanks")[1] == []
    word, woken = says(stream, "wamid.3", LATER + 1, text="STOP")
    assert woken == [id_of(word)]


def test_what_comes_after_a_message_that_waits_for_the_workflow_waits_as_well(
    stream: StreamReader,
) -> None:
    word, _ = says(stream, "wamid.1", text="STOP")
    after, woken = says(stream, "wamid.2", LATER, text="hello")
    assert woken == [id_of(after)]
    assert "handled_through" not in summary()
    table.update(word["pk"], "A", "SET #handled_through = :a", {":a": arrival(after)})
    assert says(stream, "wamid.3", LATER + 1, text="hello")[1] == []


def test_what_arrived_before_what_is_handled_is_for_the_workflow(stream: StreamReader) -> None:
    says(stream, "wamid.2", LATER)
    late, woken = says(stream, "wamid.1", NOON)
    assert woken == [id_of(late)]


def test_a_batch_that_comes_again_changes_nothing(stream: StreamReader) -> None:
    table.put_if_absent(said("wamid.1"))
    records = stream.read()
    lambda_handler(batch(records), None)
    before = summary()
    lambda_handler(batch(records), None)
    assert summary() == before


def test_what_waits_for_the_customer_is_for_the_workflow(stream: StreamReader) -> None:
    says(stream, "wamid.1")
    table.update(f"C#{C}", "A", "SET #waiting = :w", {":w": ["M#1#held"]})
    answered, woken = says(stream, "wamid.2", LATER)
    assert woken == [id_of(answered)]


def test_a_short_text_may_be_a_number_that_was_offered(stream: StreamReader) -> None:
    says(stream, "wamid.1")
    table.update(f"C#{C}", "A", "SET #offered_at = :at", {":at": NOON})
    number, woken = says(stream, "wamid.2", LATER, text="2")
    assert woken == [id_of(number)]


@pytest.mark.parametrize("awaited", ["*", half(ref("wamid.2"))])
def test_what_annotations_may_wait_for_is_for_the_workflow(
    stream: StreamReader, awaited: str
) -> None:
    says(stream, "wamid.1")
    table.update(f"C#{C}", "A", "SET #awaited = :a", {":a": {awaited: NOON // DAY}})
    edited, woken = says(stream, "wamid.2", LATER)
    assert woken == [id_of(edited)]


def test_who_comes_by_a_link_is_for_the_workflow(stream: StreamReader) -> None:
    came, woken = says(stream, "wamid.1", text="Hello (ref summer)")
    assert woken == [id_of(came)]


def test_a_message_that_makes_two_conversations_one_is_for_the_workflow(
    stream: StreamReader,
) -> None:
    says(stream, "wamid.1")
    both, woken = says(stream, "wamid.2", LATER, identity=SCOPED, other_identity=PHONE)
    assert woken == [id_of(both)]


def test_a_decision_made_meanwhile_is_taken_into_account(stream: StreamReader) -> None:
    says(stream, "wamid.1")
    item = said("wamid.2", LATER)
    table.put_if_absent(item)
    records = stream.read()
    with interrupted_by("UpdateItem", lambda: decide({"status": "resolved"}, NOON)):
        lambda_handler(batch(records), None)
    assert follow(stream) == [id_of(item)]
    assert summary()["handled_through"] < arrival(item)


def test_a_decision_that_counts_from_before_a_handled_message_has_it_looked_at(
    stream: StreamReader,
) -> None:
    says(stream, "wamid.1")
    newest, woken = says(stream, "wamid.2", LATER)
    assert woken == []
    decide({"status": "resolved"}, LATER - 1)
    assert follow(stream) == [id_of(newest)]


def test_a_decision_made_upon_all_that_came_wakes_nobody(stream: StreamReader) -> None:
    newest, _ = says(stream, "wamid.1")
    decide({"status": "resolved"}, newest["received_at"])
    assert follow(stream) == []
