"""The on-failure destination of a stream's mapping: what Lambda leaves there of a lost batch."""

import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.local.cloud import Cloud
from tests.local.stream_records import Record, sequence

log = logging.getLogger(__name__)


def leave(
    cloud: Cloud,
    mapping: Mapping[str, Any],
    shard: str,
    records: Sequence[Record],
    condition: str,
    attempts: int,
) -> None:
    """Write what is known to the mapping's queue or bucket; only a bucket gets the records too.

    docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html and its S3 part
    """
    now = datetime.now(UTC)
    body = invocation_record(mapping, shard, records, condition, attempts, now)
    log.warning("%s: gave up %d records: %s", mapping["FunctionArn"], len(records), condition)
    found = (mapping.get("DestinationConfig") or {}).get("OnFailure") or {}
    destination = found.get("Destination", "")
    kind, name = (destination.split(":")[2], destination.rsplit(":", 1)[-1]) if found else ("", "")
    if kind == "sqs":
        sqs = cloud.client("sqs")
        queue = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(body))
    if kind == "s3":
        body["payload"] = json.dumps({"Records": list(records)})
        day, moment = f"{now:%Y/%m/%d}", f"{now:%Y-%m-%dT%H.%M.%S}"
        key = f"aws/lambda/{mapping['UUID']}/{shard}/{day}/{moment}-{uuid.uuid4()}"
        cloud.client("s3").put_object(Bucket=name, Key=key, Body=json.dumps(body).encode())


def invocation_record(
    mapping: Mapping[str, Any],
    shard: str,
    records: Sequence[Record],
    condition: str,
    attempts: int,
    now: datetime,
) -> dict[str, Any]:
    """Where the batch lay in the stream and how often it was tried."""
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": mapping["FunctionArn"],
            "condition": condition,
            "approximateInvokeCount": attempts,
        },
        "version": "1.0",
        "timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z",
        "DDBStreamBatchInfo": {
            "shardId": shard,
            "startSequenceNumber": sequence(records[0]),
            "endSequenceNumber": sequence(records[-1]),
            "batchSize": len(records),
            "streamArn": mapping["EventSourceArn"],
        },
    }
