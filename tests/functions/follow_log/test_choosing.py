"""A number written back to numbered choices: what the follower makes of it."""

import json
from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from shared import conversations, table
from shared.accepting import Draft, accept
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import MINUTE, NOON, conversation, noted, ref, said
from tests.functions.follow_log.stream_reader import StreamReader, batch

CHOICES = {
    "buttons": [{"id": f"slot_{n}", "title": f"{n}:30", "payload": f"p{n}"} for n in range(1, 13)]
}
OFFER = Draft(type="interactive", text="When?", content=CHOICES, author_kind="agent", author_id="a")
SAID = Draft(type="text", text="Or later.", author_kind="agent", author_id="a")
TWO = {"kind": "numbered", "id": "slot_2", "title": "2:30", "payload": "p2"}


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    """Of a customer who has written once."""
    reader = StreamReader()
    come(reader, said("first"))
    return reader


def come(stream: StreamReader, *items: Item) -> list[dict[str, Any]]:
    """Store what the customer says and let it be followed; returns the records."""
    for item in items:
        assert table.put_if_absent(item)
    followed = []
    while records := stream.read():
        followed += records
        assert lambda_handler(batch(records), None) == {"batchItemFailures": []}
    return followed


def answer(draft: Draft, minutes: int) -> Item:
    """Accept ``draft`` some minutes after noon, and let it be sent."""
    summary = conversations.summary(conversation())
    assert summary
    message = accept(summary, draft, at=NOON + minutes * MINUTE, ref=f"ours{minutes}")
    return table.update(
        message["pk"],
        message["sk"],
        "SET #status = :sent, #received_at = :at",
        {":sent": "sent", ":at": NOON + minutes * MINUTE},
    )


def at(minutes: int, name: str, text: str, **more: Any) -> Item:
    return said(name, NOON + minutes * MINUTE, text=text, **more)


def content_of(name: str) -> Item:
    [found] = [
        m for m in table.query(f"C#{conversation()}", "M#", "M#~") if m["sk"].endswith(ref(name))
    ]
    content: Item = json.loads(found["content"])
    return content


@pytest.mark.parametrize("text", ["2", "2.", " 2:30 "])
def test_the_number_or_the_title_is_the_choice(stream: StreamReader, text: str) -> None:
    answer(OFFER, 1)
    come(stream, at(2, "choice", text))
    assert content_of("choice") == {"reply": TWO}
    [item] = [m for m in table.query(f"C#{conversation()}", "M#", "M#~") if m.get("text") == text]
    assert item["type"] == "text"


@pytest.mark.parametrize("text", ["13", "two", "2 or 3"])
def test_anything_else_stays_what_it_is(stream: StreamReader, text: str) -> None:
    answer(OFFER, 1)
    come(stream, at(2, "choice", text))
    assert content_of("choice") == {}


def test_only_our_newest_message_is_answered(stream: StreamReader) -> None:
    answer(OFFER, 1)
    answer(SAID, 2)
    come(stream, at(3, "choice", "2"))
    assert content_of("choice") == {}


def test_what_we_said_after_it_does_not_matter(stream: StreamReader) -> None:
    answer(OFFER, 1)
    choice = at(2, "choice", "2")
    answer(SAID, 3)
    come(stream, choice)
    assert content_of("choice") == {"reply": TWO}


def test_what_was_never_sent_was_not_before_their_eyes(stream: StreamReader) -> None:
    answer(OFFER, 1)
    failed = answer(SAID, 2)
    table.update(failed["pk"], failed["sk"], "SET #status = :failed", {":failed": "failed"})
    come(stream, at(3, "choice", "2"))
    assert content_of("choice") == {"reply": TWO}


def test_buttons_are_not_answered_by_number(stream: StreamReader) -> None:
    few = {"buttons": CHOICES["buttons"][:2]}
    answer(Draft(type="interactive", text="When?", content=few, author_kind="agent"), 1)
    come(stream, at(2, "choice", "2"))
    assert content_of("choice") == {}


def test_the_same_records_again_change_nothing(stream: StreamReader) -> None:
    answer(OFFER, 1)
    records = come(stream, at(2, "choice", "2"))
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    assert content_of("choice") == {"reply": TWO}
    written = [name for name in calls.operations if name == "UpdateItem"]
    assert len(written) <= 1  # refused by its own condition
    answer(SAID, 3)
    lambda_handler(batch(records), None)
    assert content_of("choice") == {"reply": TWO}


def test_an_edited_number_is_only_said(stream: StreamReader) -> None:
    answer(OFFER, 1)
    come(stream, at(2, "choice", "2"))
    edit = noted("edit", "choice", "edit-1", NOON + 3 * MINUTE, type="text", text="3", content={})
    come(stream, edit)
    assert content_of("choice") == {}


def test_where_nothing_was_offered_nothing_is_read(stream: StreamReader) -> None:
    table.put_if_absent(at(1, "choice", "2"))
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    offered = conversations.summary(conversation()) or {}
    assert "offered_at" not in offered
    assert calls.count("Query") == 0


def test_crashed_anywhere_it_is_chosen_in_the_end(stream: StreamReader) -> None:
    def records(name: str, number: int) -> list[dict[str, Any]]:
        answer(OFFER, 2 * number)
        stream.read()
        assert table.put_if_absent(at(2 * number + 1, name, "2"))
        return stream.read()

    def run(records: list[dict[str, Any]]) -> None:
        lambda_handler(batch(records), None)

    counted = records("counted", 1)
    for number, point in enumerate(faults.lasting_points(lambda: run(counted)), 2):
        chosen = records(str(point), number)
        faults.run_until(point, lambda chosen=chosen: run(chosen))  # type: ignore[misc]
        run(chosen)
        assert content_of(str(point)) == {"reply": TWO}
