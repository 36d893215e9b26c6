"""Runs all event source mappings of the stack, in the engine's place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.local.cloud import Cloud
from tests.local.invoking import Functions
from tests.local.queue_mapping import QueueMapping
from tests.local.stream_mapping import StreamMapping


@contextmanager
def polling(cloud: Cloud, state: Path, seed: int) -> Iterator[None]:
    """Deliver inside the block. ``seed`` decides what AWS leaves to chance."""
    functions = Functions(cloud)
    started: list[StreamMapping | QueueMapping] = []
    try:
        for mapping in cloud.client("lambda").list_event_source_mappings()["EventSourceMappings"]:
            runner: StreamMapping | QueueMapping
            if ":dynamodb:" in mapping["EventSourceArn"]:
                runner = StreamMapping(cloud, functions, mapping, state, seed)
            else:
                runner = QueueMapping(cloud, functions, mapping)
            runner.start()
            started.append(runner)
        yield
    finally:
        for runner in started:
            runner.stop()
