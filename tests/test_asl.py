"""The workflows as graphs: they can be walked, they end, and they name only what exists."""

import inspect
from pathlib import Path

import pytest
import yaml
from statelint.config import Config
from statelint.linter import Linter

from shared import errors
from tests.asl import FILES, Graph, graphs, machine, reachable, states, substitutions, targets
from tests.local.places import ROOT
from tests.template import template

# From docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html and, for services,
# <service>.<exception>; read 2026-11-22.
THEIRS = ("States.", "Lambda.", "DynamoDB.", "DynamoDb.", "Sqs.", "Scheduler.")
OURS = {
    name
    for name, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, errors.ThreadlineError)
}
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def test_there_are_workflows_and_the_template_runs_each() -> None:
    kind = "AWS::Serverless::StateMachine"
    used = {
        resource["Properties"]["DefinitionUri"]
        for resource in template()["Resources"].values()
        if resource["Type"] == kind
    }
    assert used == {str(path.relative_to(ROOT)) for path in FILES}


@each_file
def test_every_transition_leads_to_a_state_and_every_state_is_reached(path: Path) -> None:
    for graph in graphs(machine(path)):
        assert reachable(graph) == set(graph["States"])


@each_file
def test_every_way_ends(path: Path) -> None:
    for graph in graphs(machine(path)):
        for name, state in graph["States"].items():
            ends = state.get("End") or state["Type"] in ("Succeed", "Fail")
            assert ends or list(targets(state)), name


@each_file
def test_every_task_has_a_time_limit_and_so_has_the_whole(path: Path) -> None:
    whole = machine(path)["TimeoutSeconds"]
    for name, state in states(path):
        if state["Type"] == "Task":
            assert 0 < state["TimeoutSeconds"] <= whole, name


@each_file
def test_the_whole_ends_before_the_function_that_waits_for_it(path: Path) -> None:
    waiting = template()["Resources"]["OrchestrateFunction"]["Properties"]["Timeout"]
    assert machine(path)["TimeoutSeconds"] < waiting


@each_file
def test_every_error_named_exists(path: Path) -> None:
    for name, state in states(path):
        for rule in [*state.get("Retry", []), *state.get("Catch", [])]:
            unknown = [e for e in rule["ErrorEquals"] if e not in OURS and not e.startswith(THEIRS)]
            assert not unknown, name


@each_file
def test_every_lambda_task_comes_back_when_lambda_is_busy(path: Path) -> None:
    for name, state in states(path):
        if state["Type"] == "Task" and "lambda" in text_of_resource(state):
            retried = {e for rule in state.get("Retry", []) for e in rule["ErrorEquals"]}
            assert "Lambda.TooManyRequestsException" in retried, name
            assert "Lambda.ServiceException" in retried, name


def text_of_resource(state: Graph) -> str:
    return str(state["Resource"]) + str(state.get("Parameters", {}).get("FunctionName", ""))


@each_file
def test_every_retry_spreads_its_tries(path: Path) -> None:
    for name, state in states(path):
        for rule in state.get("Retry", []):
            assert rule.get("JitterStrategy") == "FULL", name
            assert rule.get("BackoffRate", 2.0) > 1, name


@each_file
def test_no_placeholder_is_left_and_none_is_given_in_vain(path: Path) -> None:
    assert "${" not in str(machine(path))
    text = path.read_text()
    assert not [name for name in substitutions(path) if f"${{{name}}}" not in text]


@each_file
def test_statelint_has_no_objection(path: Path) -> None:
    assert Linter.validate(machine(path), Config([], False, False)) == []


@each_file
def test_a_workflow_says_what_it_is_for_and_asks_no_code_to_read_jsonata(path: Path) -> None:
    definition = machine(path)
    assert definition["Comment"]
    assert definition.get("QueryLanguage", "JSONPath") == "JSONPath"
    assert "{%" not in path.read_text()


@each_file
def test_a_workflow_repeats_itself_rather_than_point_to_itself(path: Path) -> None:
    # CloudFormation's Step Functions handler reads YAML with Jackson, which follows no anchors.
    events = yaml.parse(path.read_text(), Loader=yaml.SafeLoader)
    assert not [event for event in events if getattr(event, "anchor", None)]
