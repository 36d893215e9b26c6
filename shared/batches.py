"""A batch of a queue, record by record, and what of it failed."""

from collections.abc import Callable, Mapping
from typing import Any

Failures = dict[str, list[dict[str, str]]]


def in_order(event: Mapping[str, Any], done: Callable[[Mapping[str, Any]], bool]) -> Failures:
    """Have each record ``done``; returns the partial batch response: what failed comes back, and
    in the end is a dead letter.

    After a failure the conversation's later records of the batch fail too, for they must not
    overtake it; those of other conversations go on.
    docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    failed_groups: set[str] = set()
    failures = []
    for record in event["Records"]:
        group = record["attributes"].get("MessageGroupId", record["messageId"])
        if group not in failed_groups and done(record):
            continue
        failed_groups.add(group)
        failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
