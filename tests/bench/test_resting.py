"""What is paid for while nobody writes, by the template."""

from typing import Any

from functions.ring import ring
from functions.sweep.sweep import lambda_handler
from shared import timers
from tests.bench import resting
from tests.bench.metering import Readings, metered
from tests.clock import SteppingClock
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
    assert asked(readings) == counted("SweepFunction")


def test_what_rings_a_timer_each_minute_asks_is_counted(
    cloud: Any, the_time: SteppingClock
) -> None:
    timers.ring(the_time.now + 1, "look", "c", "")
    the_time.advance(minutes=1)
    with metered() as readings:
        ring.lambda_handler({}, None)
    assert readings.calls.pop(("", "sqs.SendMessageBatch")) == 1  # which is told with the messages
    assert asked(readings) == counted("RingFunction")


def asked(readings: Readings) -> tuple[float, int, float]:
    """Read units, receives and write units; there were no other calls."""
    found = readings.reads(), readings.called("sqs.ReceiveMessage", [""]), readings.units()
    assert readings.calls.total() == sum(found)
    return found


def counted(name: str) -> tuple[int, int, int]:
    idle = resting.IDLE[name]
    return idle.reads, idle.receives, idle.writes


def test_every_mapping_of_a_queue_is_counted() -> None:
    mappings = [
        resource
        for resource in template()["Resources"].values()
        if resource["Type"] == "AWS::Lambda::EventSourceMapping"
    ]
    queues = [m for m in mappings if "StartingPosition" not in m["Properties"]]
    assert len(queues) == 4
    assert 4 * 0.25 < resting.at_rest()[resting.CORE]["polls"] < 4 * 0.33
