"""Reads the table's stream as Lambda's poller does, and reads what the follower left."""

import json
from typing import Any

import boto3

from shared import episodes, table
from shared.settings import settings
from shared.table import Item
from tests.local.filters import patterns, wanted
from tests.template import template

_MAPPING = template()["Resources"]["FollowLogMapping"]["Properties"]


class StreamReader:
    """Hands out each record of the stream once; the template's filter is applied."""

    def __init__(self) -> None:
        self._streams = boto3.client("dynamodbstreams")
        arn = boto3.client("dynamodb").describe_table(TableName=settings().table)["Table"][
            "LatestStreamArn"
        ]
        shard = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]
        self._iterator = self._streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]

    def read(self) -> list[dict[str, Any]]:
        """What has come since the last time."""
        answer = self._streams.get_records(ShardIterator=self._iterator)
        self._iterator = answer["NextShardIterator"]
        return [record for record in answer["Records"] if wanted(record, patterns(_MAPPING))]


def batch(records: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Records": records}


def everything() -> list[Item]:
    """The whole table."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=settings().table)
    found = [table.from_wire(wire) for page in pages for wire in page["Items"]]
    return sorted(found, key=lambda item: (item["pk"], item["sk"]))


def kinds(kind: str) -> list[Item]:
    return [item for item in everything() if item.get("kind") == kind]


def lasting() -> list[Item]:
    """All that is to be the same however the log was followed.

    How many writes and pages it took is not, nor which of the window's ends was timed first, nor
    whether it was the follower or is the workflow that finds nothing to do about a message, nor at
    which of ten minutes it lies in the inbox.
    """
    passing = ("rev", "armed", "bucket", "handled_through", *episodes.asked({"episode": 1}, []))
    return [
        {name: value for name, value in item.items() if name not in passing}
        for item in everything()
        if item.get("kind") not in ("events", "day", "due")
    ]


def queued(url: str) -> list[dict[str, Any]]:
    """The bodies of what is on a queue, each received and deleted."""
    sqs, bodies = boto3.client("sqs"), []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies
