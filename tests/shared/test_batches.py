"""A batch of a queue, record by record."""

from collections.abc import Mapping
from typing import Any

from shared.batches import in_order


def record(name: str, group: str = "") -> dict[str, Any]:
    return {"messageId": name, "attributes": {"MessageGroupId": group} if group else {}}


def failed(*records: dict[str, Any], bad: str) -> tuple[list[str], list[str]]:
    """Which were tried, and which come back."""
    tried = []

    def done(one: Mapping[str, Any]) -> bool:
        tried.append(one["messageId"])
        return bool(one["messageId"] != bad)

    answer = in_order({"Records": list(records)}, done)
    return tried, [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_what_comes_after_a_failure_in_its_group_fails_untried() -> None:
    batch = [record("1", "a"), record("2", "b"), record("3", "a"), record("4", "b")]
    assert failed(*batch, bad="1") == (["1", "2", "4"], ["1", "3"])


def test_records_without_a_group_fail_for_themselves() -> None:
    assert failed(record("1"), record("2"), record("3"), bad="1") == (["1", "2", "3"], ["1"])
