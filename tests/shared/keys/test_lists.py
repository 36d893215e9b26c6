"""What is gone through in order sorts in that order."""

from shared.keys import lists


def test_due_entries_of_a_shard_sort_by_time() -> None:
    assert lists.due_sk(999, "window", "c", "2") < lists.due_sk(1000, "due", "a", "1") < lists.RUNG
    assert lists.due_pk("c") == lists.due_pk("c")
