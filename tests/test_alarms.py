"""Alarms of the template: whatever fails is heard of."""

import ast
from collections.abc import Iterator

import pytest

from tests.expansion import expanded, mentions, of_type, text
from tests.local.places import ROOT
from tests.template import template

RESOURCES = expanded()
QUEUES = of_type(RESOURCES, "AWS::SQS::Queue")
ALARMS = of_type(RESOURCES, "AWS::CloudWatch::Alarm")
DEAD_LETTERS = {name for name in QUEUES if name.endswith("DeadLetters")}


def watched(metric: str) -> set[str]:
    """What the alarms on ``metric`` look at."""
    alarms = [a["Properties"] for a in ALARMS.values() if a["Properties"]["MetricName"] == metric]
    return set().union(*(mentions(alarm["Dimensions"]) for alarm in alarms))


@pytest.mark.parametrize("name", sorted(DEAD_LETTERS))
def test_a_dead_letter_rings_and_waits_as_long_as_it_can(name: str) -> None:
    assert name in watched("ApproximateNumberOfMessagesVisible")
    assert QUEUES[name]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_every_function_has_an_alarm_where_its_failures_show() -> None:
    apis = watched("5xx")
    machines = of_type(template()["Resources"], "AWS::Serverless::StateMachine")
    behind_machines = set().union(
        *(
            mentions(machine["Properties"]["Policies"])
            for name, machine in machines.items()
            if name in watched("ExecutionsFailed")
        )
    )
    for name, function in of_type(template()["Resources"], "AWS::Serverless::Function").items():
        called_by = set().union(
            *(mentions(event) for event in function["Properties"].get("Events", {}).values())
        )
        authorizes = name in text(template()["Resources"]["AgentApi"]["Properties"]["Auth"])
        answered = bool(called_by & apis) or (authorizes and "AgentApi" in apis)
        seen = name in watched("Errors") or name in behind_machines or answered
        # An admin invokes these and reads their errors; the API, whose alarm rings, asks the last.
        assert seen or name in ("IssueTokenFunction", "DoctorFunction", "PreviewFunction"), name


def test_every_alarm_tells_the_topic_and_ignores_silence() -> None:
    for alarm in ALARMS.values():
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}]
        assert alarm["Properties"]["TreatMissingData"] == "notBreaching"


def test_every_metric_of_our_own_has_an_alarm() -> None:
    namespace = {"Ref": "AWS::StackName"}
    alarms = [a["Properties"] for a in ALARMS.values() if a["Properties"]["Namespace"] == namespace]
    assert {alarm["MetricName"] for alarm in alarms} == set(counted())


def counted() -> Iterator[str]:
    """Names of metrics in the sources: ``metrics.count("Name", …)`` or embedded format by hand."""
    for path in [*(ROOT / "functions").rglob("*.py"), *(ROOT / "shared").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="metrics"), attr="count"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    yield name
                case ast.Dict(keys=[ast.Constant(value="Name"), ast.Constant(value="Unit")]):
                    if isinstance(node.values[0], ast.Constant):
                        yield str(node.values[0].value)


def test_a_stream_that_stands_still_or_gives_up_is_heard_of() -> None:
    assert "FollowLogFunction" in watched("IteratorAge")
    assert "FollowLogMapping" in watched("OnFailureDestinationDeliveredEventCount")


def test_spilled_messages_that_stay_spilled_are_heard_of() -> None:
    assert "SpillQueue" in watched("ApproximateAgeOfOldestMessage")
