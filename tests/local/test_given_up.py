import json
from typing import Any

import pytest

from tests.local.cloud import Cloud
from tests.local.given_up import leave
from tests.local.test_stream_records import record

pytestmark = pytest.mark.usefixtures("cloud")


def _mapping(destination: str) -> dict[str, Any]:
    return {
        "UUID": "m1",
        "FunctionArn": "arn:aws:lambda:us-east-1:1:function:follow",
        "EventSourceArn": "arn:stream",
        "DestinationConfig": {"OnFailure": {"Destination": destination}},
    }


def test_a_bucket_gets_the_records_themselves() -> None:
    cloud, records = Cloud(None), [record("a", 1), record("a", 2)]
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="lost")

    leave(cloud, _mapping("arn:aws:s3:::lost"), "shard-1", records, "RetryAttemptsExhausted", 3)

    (found,) = s3.list_objects_v2(Bucket="lost")["Contents"]
    left = json.loads(s3.get_object(Bucket="lost", Key=found["Key"])["Body"].read())
    assert found["Key"].startswith("aws/lambda/m1/shard-1/")
    assert json.loads(left["payload"]) == {"Records": records}
    assert left["DDBStreamBatchInfo"]["batchSize"] == 2


def test_a_queue_gets_only_where_they_are() -> None:
    cloud = Cloud(None)
    sqs = cloud.client("sqs")
    queue = sqs.create_queue(QueueName="lost")["QueueUrl"]
    destination = "arn:aws:sqs:us-east-1:123456789012:lost"

    leave(cloud, _mapping(destination), "shard-1", [record("a", 1)], "RetryAttemptsExhausted", 3)

    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    left = json.loads(message["Body"])
    assert left["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert left["requestContext"]["approximateInvokeCount"] == 3
    assert "payload" not in left
