from datetime import UTC, datetime
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.local.stream_records import as_event, item, mixed, sequence, shard


def record(key: str, number: int) -> dict[str, Any]:
    keys = {"pk": {"S": key}, "sk": {"S": "A"}}
    return {"dynamodb": {"Keys": keys, "SequenceNumber": f"{number:021d}"}}


records = st.lists(st.sampled_from("abc")).map(
    lambda keys: [record(key, number) for number, key in enumerate(keys)]
)


@given(records, st.integers())
def test_mixing_keeps_every_record_and_the_order_of_each_item(
    before: list[dict[str, Any]], seed: int
) -> None:
    after = mixed(before, Random(seed))  # noqa: S311

    for key in {item(each) for each in before}:
        assert [r for r in after if item(r) == key] == [r for r in before if item(r) == key]
    assert sorted(after, key=sequence) == before


def test_mixing_really_changes_the_order_between_items() -> None:
    before = [record(str(number), number) for number in range(20)]

    assert mixed(before, Random(1)) != before  # noqa: S311


@given(st.text(), st.integers(0), st.integers(0))
def test_an_item_stays_in_its_shard(key: str, one: int, other: int) -> None:
    assert shard(record(key, one), 4) == shard(record(key, other), 4)


def test_an_event_has_json_times_and_bytes_and_the_streams_arn() -> None:
    raw = {
        "dynamodb": {
            "ApproximateCreationDateTime": datetime(2026, 1, 1, tzinfo=UTC),
            "NewImage": {"blob": {"B": b"\x00\x01"}},
        }
    }

    event = as_event(raw, "arn:stream")

    assert event["dynamodb"]["ApproximateCreationDateTime"] == 1_767_225_600.0
    assert event["dynamodb"]["NewImage"]["blob"]["B"] == "AAE="
    assert event["eventSourceARN"] == "arn:stream"
