"""A phone number and a business-scoped id that turn out to be one customer."""

import json
from typing import Any

import pytest

from functions.follow_log import event_log
from functions.follow_log.stream import lambda_handler
from shared import aws, conversations, deciding, history, ids, table
from shared.errors import Conflict
from shared.keys import lists
from shared.people import cards, merging, persons
from shared.routing import agents
from shared.settings import settings
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import (
    MINUTE,
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
from tests.functions.follow_log.stream_reader import (
    StreamReader,
    batch,
    everything,
    kinds,
    lasting,
    queued,
)

OLD, NEW = conversation(PHONE), conversation(SCOPED)


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def follow_all(stream: StreamReader) -> None:
    while records := stream.read():
        lambda_handler(batch(records), None)


def put(*items: Item) -> None:
    for item in items:
        assert table.put_if_absent(item)


def both(provider_id: str, sent_at: int) -> Item:
    """A message that carries both ids."""
    return said(provider_id, sent_at, identity=SCOPED, other_identity=PHONE)


def summary(of: str = NEW) -> Item:
    found = conversations.summary(of)
    assert found is not None
    return found


def an_older_conversation(stream: StreamReader) -> None:
    put(said("wamid.old", NOON - MINUTE, name="Ana"))
    follow_all(stream)
    deciding.decide(
        {"owner": "agent:ana", "assignee": "ana"},
        by="ana",
        why="test",
        cause="test",
        at=NOON,
        expected=summary(OLD),
    )
    marks = {":h": f"{NOON:013d}#x", ":r": NOON, ":l": {"plan": "gold"}, ":i": "wamid"}
    table.update(
        f"C#{OLD}",
        "A",
        "SET #handled_through = :h, #read_through = :r, #attributes = :l, #answered_at = :r,"
        " #answered_id = :i",
        marks,
    )


def test_the_older_conversation_becomes_a_name_of_the_newer_and_nothing_is_lost(
    stream: StreamReader,
) -> None:
    an_older_conversation(stream)
    put(both("wamid.new", NOON))
    follow_all(stream)
    merged = summary(OLD)
    assert merged == summary(NEW)
    assert merged["pk"] == f"C#{NEW}"
    assert (merged["identity"], merged["other_identity"]) == (SCOPED, PHONE)
    assert (merged["owner"], merged["version"], merged["inbox"]) == (
        "agent:ana",
        1,
        "agent:ana#open#0",
    )
    assert (merged["name"], merged["first_at"]) == ("Ana", NOON - MINUTE)
    assert merged["attributes"] == {"plan": "gold"}
    assert (merged["handled_through"], merged["read_through"]) == (f"{NOON:013d}#x", NOON)
    assert (merged["answered_at"], merged["answered_id"]) == (NOON, "wamid")
    assert conversations.partitions(merged) == [NEW, OLD]
    assert [m["sk"] for m in history.newest(merged, None, 5)] == [
        both("wamid.new", NOON)["sk"],
        said("wamid.old", NOON - MINUTE)["sk"],
    ]
    assert "inbox" not in (table.get(f"C#{OLD}", "A") or {})


def test_what_comes_later_under_the_older_name_belongs_to_the_newer(stream: StreamReader) -> None:
    put(both("wamid.new", NOON))
    follow_all(stream)
    queued(settings().wake_queue_url)
    put(said("wamid.bare", NOON + MINUTE))
    follow_all(stream)
    assert summary()["last"]["ref"] == ref("wamid.bare")
    assert [body["conversation"] for body in queued(settings().wake_queue_url)] == [NEW]
    assert kinds("summary") == [table.get(f"C#{NEW}", "A")]
    put(noted("reaction", "wamid.new", "r", NOON + 2 * MINUTE, emoji="x", by="contact"))
    put(noted("edit", "wamid.next", "e", NOON + 3 * MINUTE, type="text", text="edited"))
    put(said("wamid.next", NOON + 2 * MINUTE, identity=SCOPED))
    follow_all(stream)
    reacted = table.get(f"C#{NEW}", both("wamid.new", NOON)["sk"]) or {}
    assert reacted["reactions"]["contact"]["emoji"] == "x"
    assert summary()["last"]["text"] == "edited"


def test_a_number_that_becomes_known_later_changes_nothing_of_how_things_stand(
    stream: StreamReader,
) -> None:
    put(said("wamid.scoped", NOON - MINUTE, identity=SCOPED))
    follow_all(stream)
    before = summary()
    put(both("wamid.both", NOON))
    follow_all(stream)
    after = summary()
    assert (before["consent"], before["owner"]) == ("unknown", "bot")
    assert {name: after.get(name) for name in deciding.DECIDED} == {
        name: before.get(name) for name in deciding.DECIDED
    }


def test_a_known_alias_costs_nothing_more(stream: StreamReader) -> None:
    an_older_conversation(stream)
    put(both("wamid.1", NOON))
    follow_all(stream)
    put(both("wamid.2", NOON + MINUTE))
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    # The summary, read and written; the queue; the event page.
    assert calls.operations == ["GetItem", "UpdateItem", "SendMessageBatch", "PutItem"]


def test_another_name_of_a_new_customer_costs_one_write(stream: StreamReader) -> None:
    put(both("wamid.1", NOON))
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    written = [str(r["Item"]["pk"]["S"]) for r in put_requests(calls)]
    assert written.count(f"C#{OLD}") == 1
    assert calls.count("TransactWriteItems") == 0
    assert table.get(f"C#{OLD}", "A") == {
        **{"pk": f"C#{OLD}", "sk": "A", "kind": "merged", "to": NEW},
        **{"rev": 1, "version": -1, "was": {}, "waiting": []},
    }


def put_requests(calls: faults.Calls) -> list[dict[str, Any]]:
    said = zip(calls.operations, calls.requests, strict=True)
    return [json.loads(request["body"]) for name, request in said if name == "PutItem"]


def test_an_agent_who_goes_on_with_it_keeps_what_it_weighs_by_no_write_more(
    stream: StreamReader,
) -> None:
    an_older_conversation(stream)
    follow_all(stream)
    table.update(f"C#{OLD}", "A", "SET #weight = :w", {":w": 1})
    table.put({"pk": lists.AGENTS, "sk": "ana", "kind": agents.KIND, "load": 3})
    put(both("wamid.new", NOON))
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    assert calls.count("TransactWriteItems") == 0
    assert (table.get(lists.AGENTS, "ana") or {})["load"] == 3
    assert (summary(OLD)["owner"], summary(OLD)["weight"]) == ("agent:ana", 1)


def test_nothing_is_merged_while_something_is_being_sent_under_the_older_name(
    stream: StreamReader,
) -> None:
    an_older_conversation(stream)
    table.update(f"C#{OLD}", "A", "SET #outbox = :o, #out_seq = :n", {":o": ["M#1"], ":n": 1})
    put(both("wamid.1", NOON))
    follow_all(stream)
    assert (summary(OLD)["owner"], summary(NEW)["owner"]) == ("agent:ana", "bot")
    assert "also" not in summary(NEW)
    table.update(f"C#{OLD}", "A", "SET #outbox = :o", {":o": []})
    put(both("wamid.2", NOON + MINUTE))
    follow_all(stream)
    assert summary(OLD) == summary(NEW)
    assert (summary()["owner"], summary()["out_seq"]) == ("agent:ana", 1)


def test_a_number_that_was_given_away_stays_with_its_first_owner(stream: StreamReader) -> None:
    put(both("wamid.1", NOON))
    follow_all(stream)
    heir = "ES.999"
    put(said("wamid.heir", NOON + MINUTE, identity=heir, other_identity=PHONE))
    follow_all(stream)
    assert conversations.canonical(OLD) == NEW
    assert "also" not in summary(conversation(heir))


def test_a_decision_on_the_older_summary_is_refused_once_it_is_merged(stream: StreamReader) -> None:
    an_older_conversation(stream)
    before = summary(OLD)
    put(both("wamid.1", NOON))
    follow_all(stream)
    with pytest.raises(Conflict):
        deciding.decide(
            {"status": "resolved"}, by="ana", why="t", cause="t2", at=NOON, expected=before
        )


def test_every_crash_of_a_merge_followed_by_the_batch_again_leaves_the_same(
    cloud: Any, the_time: SteppingClock
) -> None:
    stream = StreamReader()

    def begin() -> list[dict[str, Any]]:
        for item in everything():
            table.delete(item["pk"], item["sk"])
        event_log.forget()
        stream.read()
        an_older_conversation(stream)
        stream.read()
        put(both("wamid.new", NOON), said("wamid.bare", NOON + MINUTE))
        return stream.read()

    records = begin()
    points = faults.lasting_points(lambda: lambda_handler(batch(records), None))
    follow_all(stream)
    reference = lasting()
    assert summary(OLD) == summary(NEW)
    for point in points:
        records = begin()
        faults.run_until(point, lambda records=records: lambda_handler(batch(records), None))  # type: ignore[misc]
        lambda_handler(batch(records), None)
        follow_all(stream)
        assert lasting() == reference, point


def test_a_writer_that_read_the_older_summary_before_the_merge_does_not_write_it_after(
    stream: StreamReader,
) -> None:
    an_older_conversation(stream)
    put(said("wamid.slow", NOON + 1))
    slow = stream.read()
    put(both("wamid.new", NOON + 2))
    merging = stream.read()

    def overtake(model: Any, **_: Any) -> None:
        if model.name == "UpdateItem" and merging:
            lambda_handler(batch([merging.pop()]), None)

    emitter = aws.client("dynamodb").meta.events
    emitter.register("before-call", overtake)
    lambda_handler(batch(slow), None)
    emitter.unregister("before-call", overtake)
    assert not merging
    assert summary(NEW)["inbound_id"] == id_of(both("wamid.new", NOON + 2))
    assert len(history.arrived_since(summary(NEW), "")) == 3
    assert summary(NEW)["first_at"] == NOON - MINUTE


def test_our_own_sends_under_either_name_are_found(stream: StreamReader) -> None:
    put(both("wamid.1", NOON))
    answer = ours("a", NOON + 5, identity=SCOPED, status="sent", provider_ref=ref("wamid.out"))
    put(answer, noted("status", "wamid.out", "read", NOON + 9, status="read"))
    follow_all(stream)
    assert (table.get(answer["pk"], answer["sk"]) or {})["status"] == "read"
    assert ids.MessageId.of(answer).conversation == NEW


def test_a_user_id_that_changed_leads_to_the_new_one_with_all_that_was_said(
    stream: StreamReader,
) -> None:
    put(both("wamid.1", NOON))
    follow_all(stream)
    newer = "ES.20000000000000000002"
    put(said("wamid.2", NOON + MINUTE, identity=newer, other_identity=SCOPED, type="event"))
    put(said("wamid.3", NOON + 2 * MINUTE, identity=newer))
    follow_all(stream)
    assert conversations.canonical(NEW) == conversations.canonical(OLD) == conversation(newer)
    after = summary(conversation(newer))
    assert sorted(after["also"]) == sorted([NEW, OLD])
    told = [item["provider_id"] for item in history.newest(after, None, 10)]
    assert told == ["wamid.3", "wamid.2", "wamid.1"]


def test_the_person_of_the_older_conversation_is_that_of_the_newer(stream: StreamReader) -> None:
    """Its card, and who became part of it."""
    an_older_conversation(stream)
    put(said("wamid.other", NOON, identity="34600999888"))
    follow_all(stream)
    other, person = conversation("34600999888"), persons.find(OLD)
    assert person
    cards.write(person, {"note": "Calls on Mondays."}, by="agent:ana")
    merging.merge(OLD, other, by="agent:ana", why="test")
    put(both("wamid.new", NOON))
    follow_all(stream)
    assert summary(NEW)["contact"] == summary(other)["contact"] == OLD
    found = persons.find(NEW)
    assert found
    assert [m["pk"] for m in persons.identities(found).values()] == [f"C#{NEW}", f"C#{other}"]
    assert cards.shown(found)["note"] == "Calls on Mondays."
    merging.unmerge(other, by="agent:ana")
    assert (summary(NEW)["contact"], summary(other)["contact"]) == (OLD, other)


def test_a_merge_while_the_id_becomes_another_name_is_not_lost(stream: StreamReader) -> None:
    an_older_conversation(stream)
    put(said("wamid.other", NOON, identity="34600999888"), both("wamid.new", NOON))
    other = conversation("34600999888")
    records = stream.read()
    lambda_handler(batch([r for r in records if other in str(r)]), None)
    meanwhile = faults.Fault(
        "PutItem",
        lambda: merging.merge(other, OLD, by="agent:ana", why="test") and None,
        1,
    )
    with faults.injected(meanwhile):  # the follower has read the older summary, and writes now
        lambda_handler(batch(records), None)
    assert summary(NEW)["contact"] == summary(other)["contact"] == other
