"""The workflows as graphs: they can be walked, they end, and they name only what exists."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from statelint.config import Config
from statelint.linter import Linter

from tests import asl_rules
from tests.asl import FILES, Graph, machine, substitutions
from tests.asl_rules import RULES
from tests.local.places import ROOT
from tests.template import template

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
Rule = Callable[[Graph], Iterator[str]]


def test_there_are_workflows_and_the_template_runs_each() -> None:
    kind = "AWS::Serverless::StateMachine"
    used = {
        resource["Properties"]["DefinitionUri"]
        for resource in template()["Resources"].values()
        if resource["Type"] == kind
    }
    assert used == {str(path.relative_to(ROOT)) for path in FILES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@each_file
def test_no_state_breaks_a_rule(path: Path, rule: Rule) -> None:
    assert sorted(set(rule(machine(path)))) == []


# A small workflow with everything that the rules look at, and what breaks each of them.
WHOLE: Graph = {
    "StartAt": "LookAround",
    "TimeoutSeconds": 60,
    "States": {
        "LookAround": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "arn:aws:lambda:e:1:function:ReplyFunctionArn"},
            "TimeoutSeconds": 15,
            "Retry": [
                {
                    "ErrorEquals": [*sorted(asl_rules.PASSING["lambda"]), "Unavailable"],
                    "MaxAttempts": 3,
                    "BackoffRate": 2.0,
                    "JitterStrategy": "FULL",
                }
            ],
            "Catch": [{"ErrorEquals": ["Conflict"], "Next": "OftenEnough?"}],
            "Next": "NoteIt",
        },
        "OftenEnough?": {
            "Comment": "Once more at most.",
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThan": 2, "Next": "LookAround"}],
            "Default": "GiveUp",
        },
        "NoteIt": {
            "Comment": "So that it is known.",
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:updateItem",
            "TimeoutSeconds": 15,
            "Retry": [
                {
                    "ErrorEquals": sorted(asl_rules.PASSING["dynamodb"]),
                    "BackoffRate": 2.0,
                    "JitterStrategy": "FULL",
                }
            ],
            "Next": "Done",
        },
        "GiveUp": {"Type": "Fail", "Error": "Conflict", "Cause": "It kept changing."},
        "Done": {"Type": "Succeed"},
    },
}


def in_state(name: str, **changes: object) -> Callable[[Graph], None]:
    return lambda graph: graph["States"][name].update(changes)


def without(name: str, *keys: str) -> Callable[[Graph], None]:
    def take_out(graph: Graph) -> None:
        for key in keys:
            del graph["States"][name][key]

    return take_out


def in_retry(name: str, **changes: object) -> Callable[[Graph], None]:
    return lambda graph: graph["States"][name]["Retry"][0].update(changes)


def caught(error: str) -> list[Graph]:
    return [{"ErrorEquals": [error], "Next": "OftenEnough?"}]


def rule(variable: str, target: str, **test: object) -> list[Graph]:
    return [{"Variable": variable, **test, "Next": target}]


BREAKS: list[tuple[Rule, str, Callable[[Graph], None]]] = [
    (asl_rules.leads_nowhere, "NoteIt", in_state("NoteIt", Next="Nowhere")),
    (asl_rules.leads_nowhere, "OftenEnough?", in_state("OftenEnough?", Default="Nowhere")),
    (
        asl_rules.leads_nowhere,
        "LookAround",
        in_state("LookAround", Catch=[{"ErrorEquals": ["Conflict"], "Next": "Nowhere"}]),
    ),
    (
        asl_rules.leads_nowhere,
        "OftenEnough?",
        in_state("OftenEnough?", Choices=rule("$.n", "Nowhere", NumericLessThan=2)),
    ),
    (asl_rules.is_never_reached, "GiveUp", in_state("OftenEnough?", Default="Done")),
    (asl_rules.is_never_reached, "OftenEnough?", without("LookAround", "Catch")),
    (asl_rules.never_ends, "NoteIt", in_state("NoteIt", Next="NoteIt")),
    (asl_rules.never_ends, "NoteIt", without("NoteIt", "Next")),
    (
        asl_rules.turns_for_ever,
        "LookAround",
        in_state("LookAround", Catch=[{"ErrorEquals": ["Conflict"], "Next": "LookAround"}]),
    ),
    (
        asl_rules.turns_for_ever,
        "OftenEnough?",
        in_state("OftenEnough?", Choices=rule("$.again", "LookAround", BooleanEquals=True)),
    ),
    (asl_rules.is_untimed, "NoteIt", without("NoteIt", "TimeoutSeconds")),
    (asl_rules.is_untimed, "NoteIt", in_state("NoteIt", TimeoutSeconds=61)),
    (asl_rules.is_untimed, "LookAround", lambda graph: graph.pop("TimeoutSeconds")),
    (asl_rules.does_not_try_again, "NoteIt", without("NoteIt", "Retry")),
    (
        asl_rules.does_not_try_again,
        "LookAround",
        in_retry("LookAround", ErrorEquals=["Lambda.ServiceException"]),
    ),
    (
        asl_rules.tries_in_step_or_too_often,
        "LookAround",
        in_retry("LookAround", JitterStrategy="NONE"),
    ),
    (asl_rules.tries_in_step_or_too_often, "NoteIt", in_retry("NoteIt", BackoffRate=1.0)),
    (asl_rules.tries_in_step_or_too_often, "NoteIt", in_retry("NoteIt", MaxAttempts=99)),
    (
        asl_rules.names_an_error_that_does_not_exist,
        "LookAround",
        in_state("LookAround", Catch=caught("Confict")),
    ),
    (
        asl_rules.names_an_error_that_its_step_never_raises,
        "LookAround",
        in_state("LookAround", Catch=caught("Forged")),
    ),
    (
        asl_rules.names_an_error_that_its_step_never_raises,
        "NoteIt",
        in_state("NoteIt", Catch=caught("Conflict")),
    ),
    (asl_rules.has_no_telling_name, "Task2", lambda graph: renamed(graph, "NoteIt", "Task2")),
    (asl_rules.has_no_telling_name, "Often", lambda graph: renamed(graph, "OftenEnough?", "Often")),
    (asl_rules.does_not_say_what_it_is_for, "NoteIt", without("NoteIt", "Comment")),
    (asl_rules.does_not_say_what_it_is_for, "OftenEnough?", in_state("OftenEnough?", Comment="")),
]


def renamed(graph: Graph, name: str, other: str) -> None:
    graph["States"][other] = graph["States"].pop(name)


def test_every_rule_is_kept_by_the_small_workflow_and_broken_by_a_changed_one() -> None:
    assert {broken for broken, _, _ in BREAKS} == set(RULES)
    assert not [objection for rule in RULES for objection in rule(WHOLE)]


@pytest.mark.parametrize(
    ("broken", "where", "change"), BREAKS, ids=lambda one: getattr(one, "__name__", str(one))
)
def test_a_changed_workflow_breaks_the_rule_and_is_named(
    broken: Rule, where: str, change: Callable[[Graph], None]
) -> None:
    changed = deepcopy(WHOLE)
    change(changed)
    assert where in set(broken(changed))


@each_file
def test_the_whole_ends_before_the_function_that_waits_for_it(path: Path) -> None:
    waiting = template()["Resources"]["OrchestrateFunction"]["Properties"]["Timeout"]
    assert machine(path)["TimeoutSeconds"] < waiting


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
