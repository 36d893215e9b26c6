import threading
from collections.abc import Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from tests.local import waiting
from tests.local.fakes import Behaviour, FakeFunctions
from tests.local.stream_records import Record, sequence
from tests.local.stream_shard import Shard
from tests.local.test_stream_records import record

REPORTING = {"FunctionArn": "arn:f", "FunctionResponseTypes": ["ReportBatchItemFailures"]}


class Delivery:
    """One shard with a function of ours, until all records are done or given up."""

    def __init__(self, behaviour: Behaviour, repeated: float = 0.0, **mapping: Any) -> None:
        self.functions = FakeFunctions(behaviour)
        self.given_up: list[tuple[list[str], str, int]] = []
        self.shard = Shard(
            {**REPORTING, **mapping},
            self.functions,
            self._give_up,
            Random(0),  # noqa: S311
            repeated,
        )

    def _give_up(self, records: Sequence[Record], condition: str, attempts: int) -> None:
        self.given_up.append(([sequence(each) for each in records], condition, attempts))

    def of(self, *records: Record) -> list[list[str]]:
        """The batches as the function got them, each as its sequence numbers."""
        self.shard.add(records)
        thread = threading.Thread(target=self.shard.run)
        thread.start()
        waiting.until("all is done", lambda: not self.shard.undone, within=10, every=0.01)
        self.shard.stop()
        thread.join()
        return [_numbers(event) for event in self.functions.events]


def _numbers(event: Any) -> list[str]:
    return [sequence(each) for each in event["Records"]]


def _records(count: int) -> list[Record]:
    """All of one item, so that their order stays."""
    return [record("a", number) for number in range(count)]


def _number(number: int) -> str:
    return sequence(record("a", number))


def _failing(*numbers: int) -> Behaviour:
    bad = {_number(number) for number in numbers}

    def behave(event: Any) -> dict[str, Any]:
        failed = [number for number in _numbers(event) if number in bad]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}

    return behave


def _raising(*numbers: int) -> Behaviour:
    bad = {_number(number) for number in numbers}

    def behave(event: Any) -> None:
        if bad & set(_numbers(event)):
            raise ValueError("poison")

    return behave


def test_what_goes_well_is_delivered_once_in_batches() -> None:
    batches = Delivery(lambda _: None, BatchSize=2).of(*_records(3))

    assert batches == [[_number(0), _number(1)], [_number(2)]]


def test_after_a_reported_failure_it_goes_on_from_there() -> None:
    delivery = Delivery(_failing(1), MaximumRetryAttempts=1)

    batches = delivery.of(*_records(3))

    rest = [_number(1), _number(2)]
    assert batches == [[_number(0), *rest], rest]
    assert delivery.given_up == [(rest, "RetryAttemptsExhausted", 2)]


def test_a_batch_that_raises_is_halved_until_the_bad_record_is_alone() -> None:
    delivery = Delivery(_raising(2), MaximumRetryAttempts=1, BisectBatchOnFunctionError=True)

    batches = delivery.of(*_records(4))

    assert delivery.given_up == [([_number(2)], "RetryAttemptsExhausted", 2)]
    assert batches[-1] == [_number(3)]
    assert [_number(0), _number(1)] in batches


def test_without_bisecting_the_batch_is_given_up_together() -> None:
    delivery = Delivery(_raising(1), MaximumRetryAttempts=0)

    delivery.of(*_records(3))

    assert delivery.given_up == [([_number(n) for n in range(3)], "RetryAttemptsExhausted", 1)]


def test_a_record_that_is_too_old_is_given_up() -> None:
    old = record("a", 0)
    old["dynamodb"]["ApproximateCreationDateTime"] = 0.0
    delivery = Delivery(_raising(0), MaximumRecordAgeInSeconds=60)

    delivery.of(old)

    assert delivery.given_up == [([_number(0)], "MaximumRecordAgeExceeded", 1)]


def test_an_unknown_reported_id_fails_the_whole_batch() -> None:
    answer = {"batchItemFailures": [{"itemIdentifier": "nobody"}]}
    delivery = Delivery(lambda _: answer, MaximumRetryAttempts=0)

    delivery.of(*_records(2))

    assert [records for records, _, _ in delivery.given_up] == [[_number(0), _number(1)]]


def test_a_share_of_batches_comes_twice() -> None:
    batches = Delivery(lambda _: None, repeated=1.0).of(*_records(2))

    assert batches == [[_number(0), _number(1)]] * 2


@contextmanager
def _running(shard: Shard) -> Any:
    thread = threading.Thread(target=shard.run)
    thread.start()
    yield
    shard.stop()
    thread.join(timeout=10)


@pytest.mark.parametrize("retries", [-1, 50])
def test_what_is_not_done_when_it_stops_is_kept_for_the_next_start(retries: int) -> None:
    delivery = Delivery(_raising(0), MaximumRetryAttempts=retries)
    delivery.shard.add(_records(2))

    with _running(delivery.shard):
        waiting.until("it was tried", lambda: delivery.functions.events, within=10, every=0.01)

    assert [sequence(each) for each in delivery.shard.undone] == [_number(0), _number(1)]
