"""Every asynchronous edge of the template: nothing is lost unseen."""

from typing import Any

import pytest

from tests.expansion import expanded, mentions, of_type, text
from tests.template import template

RESOURCES = expanded()
QUEUES = of_type(RESOURCES, "AWS::SQS::Queue")
MAPPINGS = of_type(RESOURCES, "AWS::Lambda::EventSourceMapping")
DEAD_LETTERS = {name for name in QUEUES if name.endswith("DeadLetters")}
FROM_QUEUES = {
    name: mapping["Properties"]
    for name, mapping in MAPPINGS.items()
    if mentions(mapping["Properties"]["EventSourceArn"]) & set(QUEUES)
}


def queue_of(mapping: dict[str, Any]) -> dict[str, Any]:
    (name,) = mentions(mapping["EventSourceArn"])
    properties: dict[str, Any] = QUEUES[name]["Properties"]
    return properties


@pytest.mark.parametrize("name", sorted(set(QUEUES) - DEAD_LETTERS))
def test_a_queue_hands_what_keeps_failing_to_a_queue_of_its_own_kind(name: str) -> None:
    queue = QUEUES[name]["Properties"]
    (target,) = mentions(queue["RedrivePolicy"])
    assert target in DEAD_LETTERS
    assert queue.get("FifoQueue") == QUEUES[target]["Properties"].get("FifoQueue")
    assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600


@pytest.mark.parametrize("name", sorted(QUEUES))
def test_a_queue_is_encrypted_and_named_after_the_stack(name: str) -> None:
    queue = QUEUES[name]["Properties"]
    assert queue["SqsManagedSseEnabled"] is True
    wanted = ".fifo" if queue.get("FifoQueue") else ""
    assert queue["QueueName"]["Fn::Sub"].startswith("${AWS::StackName}-")
    assert queue["QueueName"]["Fn::Sub"].endswith(wanted)


@pytest.mark.parametrize("name", sorted(FROM_QUEUES))
def test_a_message_stays_invisible_for_six_times_as_long_as_a_try_may_take(name: str) -> None:
    (function,) = mentions(FROM_QUEUES[name]["FunctionName"])
    timeout = RESOURCES[function]["Properties"]["Timeout"]
    assert queue_of(FROM_QUEUES[name])["VisibilityTimeout"] >= 6 * timeout


@pytest.mark.parametrize("name", sorted(MAPPINGS))
def test_one_failure_does_not_repeat_its_whole_batch(name: str) -> None:
    assert MAPPINGS[name]["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("name", sorted(FROM_QUEUES))
def test_no_queue_takes_all_of_the_accounts_concurrency(name: str) -> None:
    most = FROM_QUEUES[name]["ScalingConfig"]["MaximumConcurrency"]
    if isinstance(most, dict):
        parameter = template()["Parameters"][most["Ref"]]
        assert (parameter["MinValue"], parameter["MaxValue"]) == (2, 1000)  # what Lambda takes
        most = parameter["Default"]
    assert 2 <= most <= 100


@pytest.mark.parametrize("name", ["OrchestrateMapping", "SendMapping", "MediaMapping"])
def test_who_waits_for_somebody_else_waits_for_one_thing_at_a_time(name: str) -> None:
    assert FROM_QUEUES[name]["BatchSize"] == 1


def test_every_queue_with_a_redrive_policy_is_read_by_somebody() -> None:
    read = set().union(*(mentions(mapping["EventSourceArn"]) for mapping in FROM_QUEUES.values()))
    assert read == set(QUEUES) - DEAD_LETTERS


def test_the_stream_gives_up_in_the_end_and_keeps_what_it_gave_up() -> None:
    mapping = MAPPINGS["FollowLogMapping"]["Properties"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert 0 < mapping["MaximumRecordAgeInSeconds"] < 86_400  # a stream keeps a day
    assert mentions(mapping["DestinationConfig"]) == {"QuarantineBucket"}
    for kind in ("M#", "R#", "D#"):
        assert f'{{"prefix": "{kind}"}}' in mapping["FilterCriteria"]["Filters"][0]["Pattern"]


def test_an_event_without_an_answer_has_somewhere_to_go_when_it_fails() -> None:
    rules = of_type(RESOURCES, "AWS::Events::Rule")
    invoked = of_type(RESOURCES, "AWS::Lambda::EventInvokeConfig")
    for rule in rules.values():
        for target in rule["Properties"]["Targets"]:
            assert mentions(target["DeadLetterConfig"]) <= DEAD_LETTERS
            (function,) = mentions(target["Arn"])
            configs = [c["Properties"] for c in invoked.values()]
            (config,) = [c for c in configs if mentions(c["FunctionName"]) == {function}]
            assert mentions(config["DestinationConfig"]["OnFailure"]) <= DEAD_LETTERS


def test_whoever_rings_no_timers_is_missed() -> None:
    alarm = RESOURCES["TimersStandStillAlarm"]["Properties"]
    assert mentions(alarm["Dimensions"]) == {"RingFunction"}
    assert alarm["TreatMissingData"] == "breaching"


def test_workflows_log_errors_without_what_was_said() -> None:
    machines = of_type(RESOURCES, "AWS::StepFunctions::StateMachine")
    assert len(machines) == 2
    for machine in machines.values():
        assert machine["Properties"]["StateMachineType"] == "EXPRESS"
        logging = machine["Properties"]["LoggingConfiguration"]
        assert logging["Level"] == "ERROR"
        assert logging["IncludeExecutionData"] is False


@pytest.mark.parametrize(("scan", "state"), [("off", "DISABLED"), ("on", "ENABLED")])
def test_a_scanner_is_listened_to_only_where_files_wait_for_it(scan: str, state: str) -> None:
    resources = expanded(MediaScan=scan)
    (rule,) = [
        r["Properties"]
        for r in of_type(resources, "AWS::Events::Rule").values()
        if "Media scanned" in text(r)
    ]
    assert rule["State"] == state
    waits = resources["WhatsappMediaFunction"]["Properties"]["Environment"]["Variables"]
    assert waits["MEDIA_SCAN"] == {"Ref": "MediaScan"}
