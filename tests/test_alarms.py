"""Alarms of the template: whatever fails is heard of."""

import ast
import re
from collections.abc import Iterator

import pytest

from shared.channels import CHANNELS
from tests.expansion import declared, expanded, mentions, of_type, statements, text
from tests.local.places import ROOT
from tests.template import template

RESOURCES = expanded()
QUEUES = of_type(RESOURCES, "AWS::SQS::Queue")
ALARMS = of_type(RESOURCES, "AWS::CloudWatch::Alarm")
FUNCTIONS = of_type(template()["Resources"], "AWS::Serverless::Function")
MAPPING = "AWS::Lambda::EventSourceMapping"
DEAD_LETTERS = {name for name in QUEUES if name.endswith("DeadLetters")}


def watched(metric: str) -> set[str]:
    """What the alarms on ``metric`` look at."""
    alarms = [a["Properties"] for a in ALARMS.values() if a["Properties"]["MetricName"] == metric]
    return set().union(*(mentions(alarm["Dimensions"]) for alarm in alarms))


@pytest.mark.parametrize("name", sorted(DEAD_LETTERS))
def test_a_dead_letter_rings_and_waits_as_long_as_it_can(name: str) -> None:
    assert name in watched("ApproximateNumberOfMessagesVisible")
    assert QUEUES[name]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600


# An admin invokes these and reads their errors; the API, whose alarm rings, asks the last.
ANSWERING = {"IssueTokenFunction", "DoctorFunction", "PreviewFunction"}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_an_alarm_where_its_failures_show(name: str) -> None:
    heard_of = watched("Errors") | ANSWERING | behind_machines() | handed_to() | given_up()
    assert name in heard_of | reading_queues_that_age() or is_answered(name)


def is_answered(name: str) -> bool:
    """Whether whoever called hears of it, and the API's alarm counts it."""
    apis = watched("5xx")
    events = FUNCTIONS[name]["Properties"].get("Events", {})
    called_by = set().union(*(mentions(event) for event in events.values()))
    authorizes = name in text(template()["Resources"]["AgentApi"]["Properties"]["Auth"])
    return bool(called_by & apis) or (authorizes and "AgentApi" in apis)


def behind_machines() -> set[str]:
    machines = of_type(template()["Resources"], "AWS::Serverless::StateMachine")
    rings = watched("ExecutionsFailed")
    policies = [m["Properties"]["Policies"] for name, m in machines.items() if name in rings]
    return mentions(policies)


def handed_to() -> set[str]:
    """Those whose failures the dispatcher counts."""
    assert "ChannelFailed" in {alarm["Properties"]["MetricName"] for alarm in ALARMS.values()}
    return {n for n in mentions(statements(RESOURCES, "DispatchFunctionRole")) if n in FUNCTIONS}


def given_up() -> set[str]:
    """Those whose events, tried again by Lambda, are dead letters in the end."""
    rings, found = watched("ApproximateNumberOfMessagesVisible"), set[str]()
    for config in of_type(RESOURCES, "AWS::Lambda::EventInvokeConfig").values():
        if mentions(config["Properties"]["DestinationConfig"]["OnFailure"]) <= rings:
            found |= mentions(config["Properties"]["FunctionName"])
    return found


def reading_queues_that_age() -> set[str]:
    """What is not handled lies there, and is heard of because it lies there."""
    mappings = [m["Properties"] for m in of_type(RESOURCES, MAPPING).values()]
    rings = watched("ApproximateAgeOfOldestMessage")
    return {
        n
        for m in mappings
        if mentions(m["EventSourceArn"]) <= rings
        for n in mentions(m["FunctionName"])
    }


def test_there_are_no_more_alarms_than_a_month_at_rest_may_cost() -> None:
    assert len(of_type(declared(), "AWS::CloudWatch::Alarm")) <= 30


def test_no_channel_has_an_alarm_of_its_own_but_web_chat() -> None:
    """What a channel shares with all others rings once for all of them."""
    of_channels = {
        name
        for name in of_type(declared(), "AWS::CloudWatch::Alarm")
        if any(re.match(rf"{channel.capitalize()}[A-Z]", name) for channel in CHANNELS)
    }
    assert of_channels == {"WebchatLiveErrorsAlarm", "WebchatPollThrottlesAlarm"}


def test_every_alarm_tells_the_topic() -> None:
    for alarm in ALARMS.values():
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}]


def test_silence_is_no_alarm_but_where_something_should_run_each_minute() -> None:
    loud = {
        name for name, a in ALARMS.items() if a["Properties"]["TreatMissingData"] == "breaching"
    }
    assert loud == {"TimersStandStillAlarm"}
    others = [alarm["Properties"] for name, alarm in ALARMS.items() if name not in loud]
    assert {properties["TreatMissingData"] for properties in others} == {"notBreaching"}


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


def test_what_stays_spilled_or_unsent_is_heard_of() -> None:
    assert watched("ApproximateAgeOfOldestMessage") == {"SpillQueue", "SendQueue"}
