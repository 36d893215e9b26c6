"""Running a state machine to its end, and hearing how it ended."""

import json

import boto3
import pytest
import yaml

from shared import aws, machines
from shared.errors import RunFailed, Unavailable
from shared.provider import long_calls
from tests import faults
from tests.clock import SteppingClock
from tests.machines import ROOT, Lambdas, lambdas
from tests.shared.step_functions import ARN, endpoint
from tests.template import template

__all__ = ["lambdas"]

ROLE = "arn:aws:iam::123456789012:role/machine"


def machine(**state: object) -> str:
    """A machine that has one state."""
    definition = {"StartAt": "Only", "States": {"Only": state}}
    made = boto3.client("stepfunctions").create_state_machine(
        name="only", type="EXPRESS", roleArn=ROLE, definition=json.dumps(definition)
    )
    return str(made["stateMachineArn"])


def test_a_run_that_succeeds_says_nothing(lambdas: Lambdas) -> None:
    arn = machine(Type="Succeed")
    with faults.injected() as calls:
        machines.run(arn, {"conversation": "c"})
    assert calls.operations == ["StartSyncExecution"]


def test_a_run_that_fails_says_by_which_error(lambdas: Lambdas) -> None:
    arn = machine(Type="Fail", Error="Conflict", Cause="somebody was first")
    with pytest.raises(RunFailed) as failure:
        machines.run(arn, {})
    assert (failure.value.status, failure.value.error) == ("FAILED", "Conflict")


def test_a_run_whose_end_is_not_heard_is_not_started_again(lambdas: Lambdas) -> None:
    arn = machine(Type="Succeed")
    with (
        faults.injected(faults.timed_out("StartSyncExecution", times=9)) as calls,
        pytest.raises(Unavailable),
    ):
        machines.run(arn, {})
    assert calls.count("StartSyncExecution") == 1


def test_too_many_runs_at_once_are_a_passing_trouble(
    lambdas: Lambdas, the_time: SteppingClock
) -> None:
    arn = machine(Type="Succeed")
    throttled = faults.refused("StartSyncExecution", "ThrottlingException", times=5)
    with faults.injected(throttled) as calls:
        machines.run(arn, {})
    assert calls.count("StartSyncExecution") == 6


@pytest.mark.parametrize(
    ("code", "at_most_ms"),
    [("ThrottlingException", machines.PATIENCE_MS + 1_000), ("InternalServerException", 0)],
)
def test_such_a_trouble_is_borne_for_a_while_where_nothing_has_begun(
    code: str, at_most_ms: int, lambdas: Lambdas, the_time: SteppingClock
) -> None:
    arn, began = machine(Type="Succeed"), the_time.now
    with (
        faults.injected(faults.refused("StartSyncExecution", code, times=99)),
        pytest.raises(Unavailable, match=code),
    ):
        machines.run(arn, {})
    assert at_most_ms - 1_000 <= the_time.now - began <= at_most_ms


def test_a_start_without_a_connection_is_made_again(the_time: SteppingClock) -> None:
    with endpoint() as server:
        server.hangs_up = 2
        machines.run(ARN, {"conversation": "c"})
    assert [json.loads(request["input"]) for request in server.started] == [{"conversation": "c"}]
    assert the_time.pauses == [0.1, 0.2]


def test_where_nobody_listens_it_is_given_up_after_a_while(the_time: SteppingClock) -> None:
    with endpoint() as server:
        server.close()
        with pytest.raises(Unavailable, match="EndpointConnectionError"):
            machines.run(ARN, {})
    assert sum(the_time.pauses) == pytest.approx(machines.PATIENCE_MS / 1000, abs=1)


def test_a_run_that_still_goes_on_is_not_started_a_second_time(the_time: SteppingClock) -> None:
    with endpoint(waits_s=0.1) as server:
        server.is_slow = True
        with pytest.raises(Unavailable, match="ReadTimeoutError"):
            machines.run(ARN, {})
    assert (len(server.started), the_time.pauses) == (1, [])


def test_no_connection_is_used_that_may_have_died_in_a_frozen_function(
    the_time: SteppingClock,
) -> None:
    connections = []
    with endpoint() as server:
        for pause_ms in (0, 1_000, long_calls.IDLE_MS, long_calls.IDLE_MS + 1):
            the_time.advance(ms=pause_ms)
            machines.run(ARN, {})
            connections.append(server.connections)
    assert connections == [1, 1, 1, 2]


def test_an_answer_is_waited_for_longer_than_a_run_lasts_and_shorter_than_the_function() -> None:
    resources = template()["Resources"]
    of_machines = [one for one in resources.values() if one["Type"].endswith("::StateMachine")]
    files = [ROOT / one["Properties"]["DefinitionUri"] for one in of_machines]
    longest = max(yaml.safe_load(file.read_text())["TimeoutSeconds"] for file in files)
    config = aws.client("stepfunctions").meta.config
    ours = resources["OrchestrateFunction"]["Properties"]["Timeout"]
    assert longest + 5 <= config.read_timeout
    assert ours >= config.read_timeout + machines.PATIENCE_MS / 1000 + 5
    assert config.retries["total_max_attempts"] == 1
