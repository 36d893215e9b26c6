"""Running a state machine to its end, and hearing how it ended."""

import json

import boto3
import pytest

from shared import machines
from shared.errors import RunFailed, Unavailable
from tests import faults
from tests.machines import Lambdas, lambdas

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


def test_too_many_runs_at_once_are_a_passing_trouble(lambdas: Lambdas) -> None:
    arn = machine(Type="Succeed")
    with (
        faults.injected(faults.refused("StartSyncExecution", "ThrottlingException", times=9)),
        pytest.raises(Unavailable),
    ):
        machines.run(arn, {})
