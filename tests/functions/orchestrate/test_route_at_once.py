"""Many customers at once, each in a run of the workflow's own file, and agents who become full."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

AGENTS = "vwxyz"
# More would wait for each other on a few cores so long that steps run out of their time.
AT_ONCE = 12
CUSTOMERS = [f"c{n}" for n in range(50)]


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    rules(greeting="", team="sales")
    for name in AGENTS:
        staff.agent(name, capacity=8)


def test_fifty_runs_of_the_workflow_fill_the_team_and_the_rest_waits(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    records = [
        record("message", staff.writes(name, the_time.now), the_time.now, staff.conversation(name))
        for name in CUSTOMERS
    ]
    with one_call_at_a_time(), ThreadPoolExecutor(AT_ONCE) as arrivals:
        failed = list(arrivals.map(wake, records))
    assert failed == [[]] * len(records)
    assert deployed.invoked.count("RouteFunction") == len(records)
    assert staff.loads() == dict.fromkeys(AGENTS, 8)
    owners = [staff.of(name)["owner"] for name in CUSTOMERS]
    assert {name: owners.count(f"agent:{name}") for name in AGENTS} == staff.loads()
    assert owners.count("team:sales") == len(staff.queue()) == 10
    assert all(staff.of(name)["handled_through"] for name in CUSTOMERS)
