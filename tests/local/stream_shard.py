"""One pretend shard of a stream's mapping: batches one after the other, retried as on AWS.

docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final

from tests.local.invoking import Functions, Outcome
from tests.local.reported import Failed, failed_ids
from tests.local.stream_records import Record, mixed, sequence

log = logging.getLogger(__name__)

FOREVER: Final = -1
_LONGEST_PAUSE_S: Final = 5.0

GiveUp = Callable[[Sequence[Record], str, int], None]  # records, condition, attempts


class Stopped(Exception):
    """The stack goes down; what is not done waits for the next start."""


class Shard:
    """Records come in by ``add``; a thread runs ``run``."""

    def __init__(
        self,
        mapping: Mapping[str, Any],
        functions: Functions,
        give_up: GiveUp,
        chance: Random,
        repeated: float = 0.0,
    ) -> None:
        """``repeated``: the share of batches that are delivered a second time."""
        self._mapping, self._functions, self._give_up = mapping, functions, give_up
        self._chance, self._repeated = chance, repeated
        self._waiting: list[Record] = []
        self._batch: list[Record] = []
        self._changed = threading.Condition()
        self._stopping = threading.Event()

    def add(self, records: Sequence[Record]) -> None:
        with self._changed:
            self._waiting = mixed([*self._waiting, *records], self._chance)
            self._changed.notify()

    @property
    def undone(self) -> list[Record]:
        """What has come and is not done, in an order in which it may be added again."""
        with self._changed:
            return [*self._batch, *self._waiting]

    def stop(self) -> None:
        self._stopping.set()
        with self._changed:
            self._changed.notify()

    def run(self) -> None:
        while self._next_batch():
            try:
                self._deliver(self._batch)
                if self._chance.random() < self._repeated:
                    self._invoke(self._batch)
            except Stopped:
                return
            with self._changed:
                self._batch = []

    def _next_batch(self) -> bool:
        size = self._mapping.get("BatchSize", 100)
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopping.is_set())
            self._batch, self._waiting = self._waiting[:size], self._waiting[size:]
            return bool(self._batch) and not self._stopping.is_set()

    def _deliver(self, records: Sequence[Record]) -> None:
        attempts = 0
        while True:
            attempts += 1
            try:
                first = self._first_failed(records)
            except Failed as failure:
                log.warning("%s: batch of %d failed: %s", self._name, len(records), failure)
                if self._mapping.get("BisectBatchOnFunctionError") and len(records) > 1:
                    middle = len(records) // 2
                    self._deliver(records[:middle])
                    self._deliver(records[middle:])
                    return
                first = 0
            if first is None:
                return
            if first:  # what came before is done for good, and the rest is a new batch
                records, attempts = records[first:], 1
            if condition := self._hopeless(records[0], attempts):
                self._give_up(records, condition, attempts)
                return
            self._pause(attempts)

    def _first_failed(self, records: Sequence[Record]) -> int | None:
        """Lambda goes back to the lowest reported number, whatever came after it."""
        numbers = [sequence(record) for record in records]
        failed = failed_ids(self._mapping, self._invoke(records), numbers)
        return min((numbers.index(number) for number in failed), default=None)

    def _invoke(self, records: Sequence[Record]) -> Outcome:
        if self._stopping.is_set():
            raise Stopped
        return self._functions.invoke(self._mapping["FunctionArn"], {"Records": list(records)})

    def _hopeless(self, oldest: Record, attempts: int) -> str | None:
        retries = self._mapping.get("MaximumRetryAttempts", FOREVER)
        if retries != FOREVER and attempts > retries:
            return "RetryAttemptsExhausted"
        longest = self._mapping.get("MaximumRecordAgeInSeconds", FOREVER)
        age = time.time() - oldest["dynamodb"].get("ApproximateCreationDateTime", time.time())
        if longest != FOREVER and age > longest:
            return "MaximumRecordAgeExceeded"
        return None

    def _pause(self, attempts: int) -> None:
        if self._stopping.wait(min(0.1 * 2**attempts, _LONGEST_PAUSE_S)):
            raise Stopped

    @property
    def _name(self) -> str:
        return str(self._mapping["FunctionArn"].rsplit(":", 1)[-1])
