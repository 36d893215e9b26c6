"""Of two who change one person at the same time, one is told so."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.errors import Conflict
from shared.people import persons
from tests import faults
from tests.concurrency import one_call_at_a_time
from tests.shared.people.someone import join, name_of, person, shown


def told(pair: Sequence[str]) -> bool:
    """Whether the merge was done."""
    try:
        join(pair[0], pair[1])
    except Conflict:
        return False
    return True


@pytest.mark.parametrize("pairs", [("bd", "cd"), ("bc", "cb"), ("bc", "cd"), ("bc", "bd")])
def test_of_two_merges_at_once_one_loses(four: list[str], pairs: tuple[str, str]) -> None:
    quicker: list[bool] = []
    # The first has read all that it needs and is about to write: now the other one comes.
    meanwhile = faults.Fault(
        "TransactWriteItems",
        lambda: quicker.append(told([name_of(letter) for letter in pairs[1]])),
        1,
    )
    with faults.injected(meanwhile):
        assert not told([name_of(letter) for letter in pairs[0]])
    assert quicker == [True]
    assert person(pairs[1][0]) == person(pairs[1][1])
    assert sum(shown(letter) != letter for letter in "bcde") == 1


def test_a_summary_that_is_being_written_is_waited_for(four: list[str]) -> None:
    b, c, *_ = four
    with faults.injected(faults.cancelled("", "TransactionConflict", times=2)) as calls:
        join(b, c)
    assert calls.count("TransactWriteItems") == 3
    assert person("c") == ("b", ["b", "c"])


def test_of_many_at_once_all_that_were_told_so_hold(four: list[str]) -> None:
    b, c, d, e = four
    wanted = [(b, c), (d, c), (c, e), (e, c), (b, e), (e, b)]

    with one_call_at_a_time(), ThreadPoolExecutor(6) as pool:
        done = list(pool.map(told, wanted))
    assert any(done)
    for pair, happened in zip(wanted, done, strict=True):
        if happened:
            assert len({persons.find(name).contact for name in pair}) == 1  # type: ignore[union-attr]
    assert {shown(letter) for letter in "bcde"} == {person(letter)[0] for letter in "bcde"}
