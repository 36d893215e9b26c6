"""What is in the cloud of a test: items, objects and queued messages."""

from functools import cache
from typing import Any

from shared.table import from_wire


@cache
def _client(cloud: Any, service: str) -> Any:
    """One for all tests, beside ours, whose calls some tests let fail."""
    return cloud.client(service)


def table(cloud: Any) -> list[dict[str, Any]]:
    pages = _client(cloud, "dynamodb").get_paginator("scan").paginate(TableName="threadline")
    return [from_wire(item) for page in pages for item in page["Items"]]


def bucket(cloud: Any, prefix: str = "") -> dict[str, bytes]:
    s3 = _client(cloud, "s3")
    listed = s3.list_objects_v2(Bucket="quarantine", Prefix=prefix).get("Contents", [])
    keys = [entry["Key"] for entry in listed]
    return {k: s3.get_object(Bucket="quarantine", Key=k)["Body"].read() for k in keys}


def spill_records(cloud: Any) -> list[dict[str, Any]]:
    """The messages as Lambda's event source would hand them over; they are taken out."""
    sqs = _client(cloud, "sqs")
    url = sqs.get_queue_url(QueueName="spill")["QueueUrl"]
    found = []
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [{"messageId": m["MessageId"], "body": m["Body"]} for m in got]
        for message in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return found


def nothing(cloud: Any) -> bool:
    """Whether no trace is left anywhere."""
    return not (table(cloud) or bucket(cloud) or spill_records(cloud))
