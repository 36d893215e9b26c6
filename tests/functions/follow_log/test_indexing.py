"""What the follower notes so that people are found: once a customer, not once a message."""

from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from shared import aws, table
from shared.people import facts, index
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import NOON, PHONE, SCOPED, conversation, said
from tests.functions.follow_log.stream_reader import StreamReader, batch


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def follow(stream: StreamReader) -> faults.Calls:
    with faults.injected() as calls:
        while records := stream.read():
            lambda_handler(batch(records), None)
    return calls


def rows() -> list[str]:
    found = aws.client("dynamodb").scan(TableName="threadline")["Items"]
    return sorted(row["pk"]["S"] + row["sk"]["S"] for row in found if row["pk"]["S"][0] == "F")


def holders(fact: facts.Fact | None) -> list[str]:
    assert fact
    return [entry["contact"] for entry in index.holders(fact, 10)]


def test_a_new_customer_is_noted_once_and_the_next_messages_cost_nothing(
    stream: StreamReader,
) -> None:
    table.put(said("one", name="María García"))
    first = follow(stream)
    assert len(rows()) == 3  # the number, and both words of the name
    assert holders(facts.phone(PHONE)) == holders(facts.name("maria garcia")) == [conversation()]
    table.put(said("two", NOON + 60_000, name="María García"))
    table.put(said("three", NOON + 120_000))
    again = follow(stream)
    assert len(rows()) == 3
    assert first.count("PutItem") - again.count("PutItem") >= 3
    assert not [r for r in again.requests if "F#" in str(r.get("body"))]


def test_the_same_records_again_note_the_same(stream: StreamReader) -> None:
    table.put(said("one", name="María García"))
    records = stream.read()
    for _ in range(2):
        lambda_handler(batch(records), None)
    assert len(rows()) == 3


def test_a_crash_at_any_point_leaves_none_out(stream: StreamReader) -> None:
    def records(name: str) -> list[Any]:
        table.put(said(name, identity=name, name=f"{name} Ana Ota"))
        return stream.read()

    lambda_handler(batch(records("34600000000")), None)
    each, counted = len(rows()), records("34600000001")
    points = faults.lasting_points(lambda: lambda_handler(batch(counted), None))
    for number, point in enumerate(points, start=2):
        mine = records(f"3460000{number:04d}")
        faults.run_until(point, lambda mine=mine: lambda_handler(batch(mine), None))  # type: ignore[misc]
        lambda_handler(batch(mine), None)
    assert len(rows()) == each * (len(points) + 2)


def test_a_new_name_takes_the_place_of_the_old_one(stream: StreamReader) -> None:
    table.put(said("one", name="María García"))
    follow(stream)
    table.put(said("two", NOON + 60_000, name="María Garcés"))
    follow(stream)
    assert holders(facts.name("maria garcia")) == []
    assert holders(facts.name("maria garces")) == [conversation()]
    assert len(rows()) == 3


def test_the_number_that_comes_with_a_business_scoped_id_is_noted(stream: StreamReader) -> None:
    table.put(said("one", identity=SCOPED, other_identity=PHONE))
    follow(stream)
    assert holders(facts.phone(PHONE)) == [conversation(SCOPED)]


def test_a_number_counts_if_the_platform_says_whose_card_it_is(stream: StreamReader) -> None:
    def card(phone: str, **more: Any) -> dict[str, Any]:
        return {"name": "Ana", "phones": [phone], "emails": [], **more}

    cards = [card("+34600000001"), card("+34600000002", own=True)]
    table.put(said("one", identity="7001", type="contacts", content={"contacts": cards}))
    follow(stream)
    assert holders(facts.phone("34600000001")) == []
    assert holders(facts.phone("34600000002")) == [conversation("7001")]
