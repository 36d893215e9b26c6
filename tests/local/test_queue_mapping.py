import json
from typing import Any

import pytest

from tests.local.cloud import Cloud
from tests.local.fakes import Behaviour, FakeFunctions
from tests.local.places import REGION
from tests.local.queue_mapping import QueueMapping


class Queue:
    """A FIFO queue with a mapping whose function is ours."""

    def __init__(self, behaviour: Behaviour, **mapping: Any) -> None:
        self.cloud, self.functions = Cloud(None), FakeFunctions(behaviour)
        self.sqs = self.cloud.client("sqs")
        self.url = self.sqs.create_queue(
            QueueName="q.fifo",
            Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"},
        )["QueueUrl"]
        self.mapping = QueueMapping(
            self.cloud,
            self.functions,
            {
                "FunctionArn": "arn:f",
                "EventSourceArn": f"arn:aws:sqs:{REGION}:123456789012:q.fifo",
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
                **mapping,
            },
        )

    def handle(self, *bodies: str) -> list[str]:
        """Send, receive, have them handled; returns the bodies that are done."""
        for body in bodies:
            self.sqs.send_message(QueueUrl=self.url, MessageBody=body, MessageGroupId=body)
        received = self.sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=10, AttributeNames=["All"]
        )
        return [message["Body"] for message in self.mapping.handle(received["Messages"])]


pytestmark = pytest.mark.usefixtures("cloud")


def test_what_the_function_takes_is_done() -> None:
    queue = Queue(lambda _: None)

    assert queue.handle("a", "b") == ["a", "b"]
    first = queue.functions.events[0]["Records"][0]
    assert (first["body"], first["attributes"]["MessageGroupId"]) == ("a", "a")
    assert first["attributes"]["ApproximateReceiveCount"] == "1"
    assert first["eventSource"] == "aws:sqs"


def test_a_reported_failure_stays_on_the_queue() -> None:
    def behave(event: Any) -> dict[str, Any]:
        failed = [each["messageId"] for each in event["Records"] if each["body"] == "b"]
        return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}

    assert Queue(behave).handle("a", "b", "c") == ["a", "c"]


def test_a_function_that_raises_has_done_nothing() -> None:
    def behave(_: Any) -> None:
        raise ValueError

    assert Queue(behave).handle("a", "b") == []


def test_what_no_filter_wants_is_done_without_the_function() -> None:
    pattern = json.dumps({"body": {"kind": ["message"]}})
    queue = Queue(lambda _: None, FilterCriteria={"Filters": [{"Pattern": pattern}]})
    wanted, other = '{"kind": "message"}', '{"kind": "timer"}'

    assert queue.handle(wanted, other) == [wanted, other]
    assert [each["body"] for each in queue.functions.events[0]["Records"]] == [wanted]


def test_it_runs_until_the_queue_is_empty() -> None:
    import threading

    seen: set[str] = set()
    all_there = threading.Event()

    def behave(event: Any) -> None:
        seen.update(each["body"] for each in event["Records"])
        if len(seen) == 25:
            all_there.set()

    queue = Queue(behave)
    for number in range(25):
        queue.sqs.send_message(
            QueueUrl=queue.url, MessageBody=str(number), MessageGroupId=str(number % 3)
        )
    queue.mapping.start()
    assert all_there.wait(timeout=20)
    queue.mapping.stop()

    left = queue.sqs.get_queue_attributes(QueueUrl=queue.url, AttributeNames=["All"])
    assert left["Attributes"]["ApproximateNumberOfMessages"] == "0"
    assert left["Attributes"]["ApproximateNumberOfMessagesNotVisible"] == "0"
