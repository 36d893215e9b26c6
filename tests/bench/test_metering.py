"""The meter sees what the real clients ask for, whatever the emulator says it cost."""

from typing import Any

from botocore.exceptions import ClientError

from shared import table
from tests.bench.metering import metered
from tests.bench.trace import play, road


def test_a_put_costs_once_more_when_it_is_refused(cloud: Any) -> None:
    with metered() as readings:
        table.put_if_absent({"pk": "C#1", "sk": "M#1", "text": "hello"})
        table.put_if_absent({"pk": "C#1", "sk": "M#1", "text": "hello"})
    assert readings.units("message") == readings.units() == 2


def test_a_summary_is_counted_with_its_index_entry(cloud: Any) -> None:
    summary = {"pk": "C#1", "sk": "A", "inbox": "bot#open#0", "bucket": "1"}
    with metered() as readings:
        table.put(summary)
        table.put({**summary, "bucket": "2"})
        table.put({**summary, "bucket": "2", "out_seq": 1})
    assert (readings.units("summary"), readings.units("index")) == (3, 1 + 2 + 0)


def test_a_transaction_is_counted_for_each_of_its_items(cloud: Any) -> None:
    first, second = ({"pk": "C#1", "sk": f"D#{n}"} for n in (1, 2))
    with metered() as readings:
        table.transact(table.putting(first), table.putting(second))
    assert readings.units("decision") == 4


def test_reads_are_counted_by_what_came_back(cloud: Any) -> None:
    table.put({"pk": "C#1", "sk": "M#1", "text": "x" * 5000})
    with metered() as readings:
        table.get("C#1", "M#1")
        list(table.query("C#1", "M#", "M#~"))
        table.get("C#1", "nothing")
    assert readings.reads() == 2 + 2 + 1


def test_what_was_refused_as_invalid_is_raised_as_ever(cloud: Any) -> None:
    with metered():
        try:
            table.put({"pk": "C#1"})
        except ClientError as error:
            assert error.response["Error"]["Code"] == "ValidationException"
        else:
            raise AssertionError("moto took an item without a sort key")


def test_before_its_answer_a_webhook_costs_one_unit_and_no_read() -> None:
    with road() as made:
        play(made, customers=[1], windows=1)
    assert made.messages == 6
    assert made.readings.units(phase="webhook") == made.messages
    assert made.readings.units(phase="redelivery") == made.webhooks - made.messages == 1
    assert made.readings.reads(phase="webhook") == 0
    assert made.readings.units(phase="follow") > 0
