"""What is paid for while nobody writes, by the template."""

from tests.bench import resting
from tests.template import template

BUDGET = 12.0


def test_a_stack_at_rest_stays_within_its_budget() -> None:
    assert sum(resting.by_kind(resting.at_rest()).values()) <= BUDGET


def test_a_channel_adds_its_secret_and_no_queue() -> None:
    whose = resting.at_rest()
    assert all(costs["polls"] == 0 for name, costs in whose.items() if name != resting.CORE)
    assert all(costs["secrets"] > 0 for costs in whose.values())


def test_every_mapping_of_a_queue_is_counted() -> None:
    mappings = [
        resource
        for resource in template()["Resources"].values()
        if resource["Type"] == "AWS::Lambda::EventSourceMapping"
    ]
    queues = [m for m in mappings if "StartingPosition" not in m["Properties"]]
    assert len(queues) == 4
    assert 4 * 0.25 < resting.at_rest()[resting.CORE]["polls"] < 4 * 0.33
