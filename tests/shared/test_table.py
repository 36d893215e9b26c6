"""The table's promises, against moto: conditions are locks, errors are classes."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import table
from shared.errors import Conflict, Contended, Unavailable
from tests import faults

pytestmark = pytest.mark.usefixtures("cloud")


def sks(low: str = "M#", high: str = "M#~", **how: Any) -> list[str]:
    return [item["sk"] for item in table.query("C#1", low, high, **how)]


def test_an_item_comes_back_as_it_went() -> None:
    item = {
        "pk": "C#1",
        "sk": "A",
        "n": 5,
        "t": "",
        "yes": True,
        "l": [1, {"m": [2]}],
        "half": None,
    }
    table.put(item)
    found = table.get("C#1", "A")
    del item["half"]
    assert found == item
    assert isinstance(found["n"], int)
    assert isinstance(found["l"][1]["m"][0], int)


def test_only_the_first_put_of_a_key_counts() -> None:
    assert table.put_if_absent({"pk": "C#1", "sk": "A", "n": 1})
    assert not table.put_if_absent({"pk": "C#1", "sk": "A", "n": 2})
    assert table.get("C#1", "A") == {"pk": "C#1", "sk": "A", "n": 1}


def test_what_is_not_there_is_none_before_and_after_a_delete() -> None:
    assert table.get("C#1", "A") is None
    table.put({"pk": "C#1", "sk": "A"})
    table.delete("C#1", "A")
    assert table.get("C#1", "A") is None


def test_a_query_runs_in_line_order_within_its_bounds_both_ends_included() -> None:
    for sk in ("A", "M#3", "M#1", "M#2", "R#1"):
        table.put({"pk": "C#1", "sk": sk})
    assert sks() == ["M#1", "M#2", "M#3"]
    assert sks("M#1", "M#2") == ["M#1", "M#2"]
    assert sks(newest_first=True, limit=2) == ["M#3", "M#2"]


def test_a_query_reads_on_over_pages_and_only_as_far_as_it_is_read() -> None:
    for n in range(5):
        table.put({"pk": "C#1", "sk": f"M#{n}", "text": "x" * 350_000})
    with faults.injected() as calls:
        first = next(table.query("C#1", "M#", "M#~"))
    assert first["sk"] == "M#0"
    assert calls.operations == ["Query"]
    assert sks() == [f"M#{n}" for n in range(5)]
    assert sks(limit=4) == [f"M#{n}" for n in range(4)]


def test_reads_are_consistent() -> None:
    with faults.injected() as calls:
        table.get("C#1", "A")
        sks()
    assert all(b'"ConsistentRead": true' in request["body"] for request in calls.requests)


def test_an_update_makes_changes_and_returns_the_whole() -> None:
    table.put({"pk": "C#1", "sk": "A", "status": "open", "n": 1})
    changed = table.update("C#1", "A", "SET #status = :s, n = n + :one", {":s": "done", ":one": 1})
    assert changed == {"pk": "C#1", "sk": "A", "status": "done", "n": 2}


def test_an_update_whose_condition_fails_changes_nothing() -> None:
    table.put({"pk": "C#1", "sk": "A", "version": 1})
    with pytest.raises(Conflict):
        table.update("C#1", "A", "SET version = :two", {":two": 2, ":one": 7}, "version = :one")
    assert table.get("C#1", "A") == {"pk": "C#1", "sk": "A", "version": 1}


def test_an_item_is_replaced_only_while_it_is_as_it_was_read() -> None:
    table.put({"pk": "C#1", "sk": "A", "rev": 1, "name": "Ana"})
    after = {"pk": "C#1", "sk": "A", "rev": 2}
    table.replace(after, "#rev = :was", {":was": 1})
    assert table.get("C#1", "A") == after
    with pytest.raises(Conflict):
        table.replace({**after, "rev": 3}, "#rev = :was", {":was": 1})
    assert table.get("C#1", "A") == after


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (faults.throttled("PutItem"), Unavailable),
        (faults.refused("PutItem", "ProvisionedThroughputExceededException"), Unavailable),
        (faults.refused("PutItem", "InternalServerError", status=500), Unavailable),
        (faults.refused("PutItem", "503", status=503), Unavailable),
        (faults.timed_out("PutItem"), Unavailable),
        (faults.refused("PutItem", "TransactionConflictException"), Contended),
        (faults.refused("PutItem", "ValidationException"), ClientError),
        (faults.refused("PutItem", "AccessDeniedException"), ClientError),
    ],
)
def test_each_failure_is_told_by_its_class(fault: faults.Fault, raised: type[Exception]) -> None:
    with faults.injected(fault), pytest.raises(raised) as caught:
        table.put_if_absent({"pk": "C#1", "sk": "A"})
    assert type(caught.value) is raised
    assert table.get("C#1", "A") is None


def test_an_item_over_400_kb_is_refused_for_good() -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        table.put({"pk": "C#1", "sk": "A", "text": "x" * 410_000})


def test_the_inbox_is_read_from_the_top_of_its_part_only() -> None:
    for n in range(4):
        table.put(
            {"pk": f"C#{n}", "sk": "A", "inbox": "bot#open#0", "bucket": f"{n}", "name": "Ana"}
        )
    table.put({"pk": "C#9", "sk": "A", "inbox": "bot#pending#0", "bucket": "9"})
    top = table.query_inbox("bot#open#0", below=None, limit=2)
    assert [item["bucket"] for item in top] == ["3", "2"]
    assert top[0]["name"] == "Ana"
    rest = table.query_inbox("bot#open#0", below="2", limit=5)
    assert [item["bucket"] for item in rest] == ["1", "0"]
