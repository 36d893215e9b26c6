"""Runs a DynamoDB stream's mapping: reads the stream and deals its records to pretend shards."""

import json
import logging
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from tests.local.cloud import Cloud
from tests.local.filters import patterns, wanted
from tests.local.given_up import leave
from tests.local.invoking import Functions
from tests.local.stream_records import as_event, shard
from tests.local.stream_shard import Shard

log = logging.getLogger(__name__)

SHARDS: Final = 4
REPEATED: Final = 0.05
_PAUSE_S: Final = 0.05


class StreamMapping:
    """The engine has one shard and keeps no stream over a restart; AWS has many and does."""

    def __init__(
        self,
        cloud: Cloud,
        functions: Functions,
        mapping: Mapping[str, Any],
        state: Path,
        seed: int,
    ) -> None:
        self._cloud, self._mapping = cloud, mapping
        self._stream, self._filters = mapping["EventSourceArn"], patterns(mapping)
        self._file = state / "undone" / f"{mapping['UUID']}.json"
        self._iterator: str | None = None
        self._stopping = threading.Event()
        self._shards = [
            Shard(
                mapping,
                functions,
                partial(leave, cloud, mapping, f"shardId-{number:012d}"),
                # One chance per shard: otherwise threads would make each run another one.
                Random(f"{seed}:{number}"),  # noqa: S311
                REPEATED,
            )
            for number in range(SHARDS)
        ]

    def start(self) -> None:
        """Take up what the last run left, then follow the stream."""
        if self._file.exists():
            self._deal(json.loads(self._file.read_text()))
            self._file.unlink()
        self._threads = [
            threading.Thread(target=run, daemon=True, name=f"stream-{number}")
            for number, run in enumerate([self._read, *(each.run for each in self._shards)])
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the invocations that run and keep the rest for the next start."""
        self._stopping.set()
        self._threads[0].join()
        with suppress(BotoCoreError, ClientError):
            while self._read_once():  # what came since; the engine will forget it
                pass
        for each in self._shards:
            each.stop()
        for thread in self._threads[1:]:
            thread.join()
        undone = [record for each in self._shards for record in each.undone]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(undone))

    def _read(self) -> None:
        while not self._stopping.is_set():
            try:
                busy = self._read_once()
            except (BotoCoreError, ClientError) as error:
                log.warning("stream not read: %s", error)
                busy = False
            if not busy:
                self._stopping.wait(_PAUSE_S)

    def _read_once(self) -> bool:
        """Deal what is there now; False if there was nothing."""
        client = self._cloud.client("dynamodbstreams")
        if self._iterator is None:
            self._iterator = self._beginning(client)
        answer = client.get_records(ShardIterator=self._iterator, Limit=1000)
        self._iterator = answer.get("NextShardIterator")
        self._deal([as_event(record, self._stream) for record in answer["Records"]])
        return bool(answer["Records"])

    def _beginning(self, client: Any) -> str:
        shards = client.describe_stream(StreamArn=self._stream)["StreamDescription"]["Shards"]
        answer = client.get_shard_iterator(
            StreamArn=self._stream,
            ShardId=shards[0]["ShardId"],
            ShardIteratorType=self._mapping["StartingPosition"],
        )
        return str(answer["ShardIterator"])

    def _deal(self, records: list[dict[str, Any]]) -> None:
        hands: list[list[dict[str, Any]]] = [[] for _ in self._shards]
        for record in records:
            if wanted(record, self._filters):
                hands[shard(record, SHARDS)].append(record)
        for each, hand in zip(self._shards, hands, strict=True):
            if hand:
                each.add(hand)
