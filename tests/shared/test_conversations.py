"""Aliases and summaries."""

from typing import Any

from shared import conversations, table
from tests import faults


def alias(name: str, to: str) -> None:
    table.put({"pk": f"C#{name}", "sk": "A", "kind": "merged", "to": to, "was": {"name": "Ana"}})


def test_an_alias_leads_to_its_conversation_and_its_summary(cloud: Any) -> None:
    table.put({"pk": "C#new", "sk": "A", "kind": "summary"})
    alias("old", "new")
    assert conversations.canonical("old") == conversations.canonical("new") == "new"
    assert conversations.summary("old") == {"pk": "C#new", "sk": "A", "kind": "summary"}
    assert conversations.resolve("unknown") == ("unknown", None)


def test_a_summary_is_one_read_where_there_is_no_alias(cloud: Any) -> None:
    there = {"pk": "C#new", "sk": "A", "kind": "summary"}
    table.put(there)
    table.put({"pk": "C#new", "sk": "M#1"})
    with faults.injected() as calls:
        assert conversations.summary("new") == there
    assert calls.operations == ["GetItem"]


def test_a_chain_is_followed_and_a_ring_ends(cloud: Any) -> None:
    alias("a", "b")
    alias("b", "c")
    assert conversations.canonical("a") == "c"
    alias("c", "a")
    assert conversations.canonical("a") in {"a", "b", "c"}
    assert conversations.summary("a") is None


def test_what_only_waits_for_a_summary_is_none(cloud: Any) -> None:
    there = {"pk": "C#new", "sk": "A", "awaited": {"ref": 20_000}}
    table.put(there)
    assert conversations.resolve("new") == ("new", None)
    assert conversations.head("new") == ("new", there)


def test_the_own_partition_comes_first() -> None:
    summary = {"pk": "C#new", "sk": "A", "also": ["old", "older"]}
    assert conversations.partitions(summary) == ["new", "old", "older"]
    assert conversations.conversation_of(summary) == "new"
