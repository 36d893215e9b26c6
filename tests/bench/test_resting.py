"""What is paid for while nobody writes, by the template."""

from typing import Any

from functions.sweep.sweep import lambda_handler
from tests.bench import resting
from tests.bench.metering import metered
from tests.template import template

BUDGET = 12.0


def test_a_stack_at_rest_stays_within_its_budget() -> None:
    assert sum(resting.by_kind(resting.at_rest()).values()) <= BUDGET


def test_a_channel_adds_its_secret_and_no_queue() -> None:
    whose = resting.at_rest()
    assert all(costs["polls"] == 0 for name, costs in whose.items() if name != resting.CORE)
    assert all(costs["secrets"] > 0 for costs in whose.values())


def test_what_a_sweep_asks_that_finds_nothing_is_counted(cloud: Any) -> None:
    lambda_handler({}, None)  # the first one writes down how many parts the inbox has
    with metered() as readings:
        lambda_handler({}, None)
    assert (readings.reads(), readings.units()) == (resting.SWEEP_READS, 0)
    receives = readings.calls["sqs.ReceiveMessage"]
    assert receives == resting.SWEEP_RECEIVES
    assert readings.calls.total() == resting.SWEEP_READS + receives


def test_every_mapping_of_a_queue_is_counted() -> None:
    mappings = [
        resource
        for resource in template()["Resources"].values()
        if resource["Type"] == "AWS::Lambda::EventSourceMapping"
    ]
    queues = [m for m in mappings if "StartingPosition" not in m["Properties"]]
    assert len(queues) == 4
    assert 4 * 0.25 < resting.at_rest()[resting.CORE]["polls"] < 4 * 0.33
