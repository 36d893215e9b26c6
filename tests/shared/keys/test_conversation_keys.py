"""What lies in a conversation sorts by its time or version."""

from hypothesis import given
from hypothesis import strategies as st

from shared import keys


@given(st.integers(0, 10**13 - 1), st.integers(0, 10**13 - 1))
def test_messages_sort_by_their_time(earlier: int, later: int) -> None:
    in_order = keys.message_sk(earlier, "x") <= keys.message_sk(later, "x")
    assert in_order == (earlier <= later)


@given(st.integers(0, 10**8 - 1), st.integers(0, 10**8 - 1))
def test_decisions_sort_by_their_version(earlier: int, later: int) -> None:
    assert (keys.decision_sk(earlier) <= keys.decision_sk(later)) == (earlier <= later)
