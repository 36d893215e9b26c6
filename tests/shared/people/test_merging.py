"""Contacts become one by pointers, and are taken apart exactly."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import conversations, keys, table
from shared.errors import (
    AlreadyMerged,
    Conflict,
    NoSuchContact,
    NotMerged,
    TooManyIdentities,
)
from shared.people import merging, persons
from shared.people.merging import merge, unmerge
from tests import faults
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.shared.people.someone import name_of, shown, somebody

ANA = {"by": "agent:ana", "why": "same order number"}


@pytest.fixture
def four(cloud: Any, the_time: SteppingClock) -> list[str]:
    return [somebody(letter) for letter in "bcde"]


def join(survivor: str, other: str, *also: table.Action) -> persons.Person:
    return merge(survivor, other, by=ANA["by"], why=ANA["why"], also=also)


def told(pair: Sequence[str]) -> bool:
    """Whether the merge was done."""
    try:
        join(pair[0], pair[1])
    except Conflict:
        return False
    return True


def person(letters: str) -> tuple[str, list[str]]:
    """The survivor, and all whose identities are one person."""
    found = persons.find(name_of(letters))
    assert found
    return found.contact.rstrip("a"), sorted(m.rstrip("a") for m in persons.identities(found))


def test_a_merge_is_a_pointer_that_says_who_when_and_why(
    four: list[str], the_time: SteppingClock
) -> None:
    b, c, *_ = four
    join(b, c)
    assert table.get(*keys.person_key(c)) == {
        **dict(zip(("pk", "sk"), keys.person_key(c), strict=True)),
        **{"kind": "person", "rev": 1, "to": b, "at": the_time.now, **ANA},
    }
    assert (person("c"), person("b")) == (("b", ["b", "c"]),) * 2
    assert [shown(letter) for letter in "bcde"] == ["b", "b", "d", "e"]
    [entry] = table.query("AUDIT#2026-01", "0", "~")
    assert (entry["by"], entry["did"], entry["what"]) == ("agent:ana", "merged", f"contacts/{c}")
    assert entry["into"] == b


def test_who_survived_may_become_part_of_another(four: list[str]) -> None:
    b, c, d, _ = four
    join(b, c)
    join(d, b)
    assert [person(letter) for letter in "bcd"] == [("d", ["b", "c", "d"])] * 3
    assert [shown(letter) for letter in "bcd"] == ["d", "d", "d"]
    assert unmerge(b, by="agent:ana").members == [b, c]
    assert (person("c"), person("d")) == (("b", ["b", "c"]), ("d", ["d"]))


def test_what_is_taken_out_of_the_middle_is_what_was_merged_there(four: list[str]) -> None:
    b, c, d, e = four
    join(b, c)
    join(d, b)
    join(b, e)  # b is d by now
    unmerge(c, by="agent:ana")
    assert (person("c"), person("e")) == (("c", ["c"]), ("d", ["b", "d", "e"]))
    assert unmerge(b, by="agent:ana").members == [b]
    assert person("e") == ("d", ["d", "e"])


def test_one_who_is_part_of_another_is_not_given_away(four: list[str]) -> None:
    b, c, d, _ = four
    join(b, c)
    with pytest.raises(AlreadyMerged) as refused:
        join(d, c)
    assert refused.value.survivor == b
    assert join(c, b).contact == b  # the same person already: no ring, no write
    assert persons.stored(b).rev == 1


def test_nobody_is_made_up(four: list[str]) -> None:
    b, c, *_ = four
    with pytest.raises(NoSuchContact):
        join(b, name_of("nobody"))
    with pytest.raises(NotMerged):
        unmerge(c, by="agent:ana")


def test_a_person_has_no_more_identities_than_one_transaction_changes(
    four: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "MOST", 2)
    b, c, d, _ = four
    join(b, c)
    with pytest.raises(TooManyIdentities):
        join(b, d)


def test_what_comes_with_it_comes_about_with_it_or_not_at_all(four: list[str]) -> None:
    b, c, *_ = four
    note = {"pk": "I#one", "sk": "KEY", "kind": "idempotency"}
    join(b, c, table.putting(note))
    assert table.get("I#one", "KEY")
    with pytest.raises(Conflict):
        unmerge(c, by="agent:ana", also=(table.putting(note),))
    assert person("c") == ("b", ["b", "c"])


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


def test_an_id_that_became_another_name_takes_its_person_along(four: list[str]) -> None:
    b, c, *_ = four
    join(b, c)
    was = conversations.summary(c) or {}
    newer = somebody("newer", contact=was["contact"])  # as the follower inherits it
    table.put({**was, "kind": "merged", "to": newer, "was": was})
    table.put({"pk": was["pk"], "sk": keys.ALIAS, "kind": "alias", "to": newer})
    assert person("newer") == ("b", ["b", "c"])
    unmerge(c, by="agent:ana")
    assert (shown("newer"), person("newer"), person("b")) == ("c", ("c", ["c"]), ("b", ["b"]))
    assert join(b, newer).members == [b, c]  # its own name, though the person's is another


NAMES = "bcde"


class Model:
    """People as a child would keep them: each knows of whom it is a part."""

    def __init__(self) -> None:
        self.to: dict[str, str] = {}

    def root(self, name: str) -> str:
        return self.root(self.to[name]) if name in self.to else name

    def merge(self, survivor: str, other: str) -> bool:
        if self.root(survivor) == self.root(other):
            return True
        if other in self.to:
            return False
        self.to[other] = self.root(survivor)
        return True


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.booleans(), st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6
    )
)
def test_any_merges_and_unmerges_are_as_a_simple_model_says(
    cloud: Any, steps: list[tuple[bool, str, str]]
) -> None:
    model = Model()
    for name in NAMES:
        somebody(name)
        table.delete(*keys.person_key(name_of(name)))
    for together, one, other in steps:
        if together:
            assert did(join, name_of(one), name_of(other)) == model.merge(one, other)
        else:
            assert did(apart, name_of(other)) == (model.to.pop(other, None) is not None)
    for name in NAMES:
        root = model.root(name)
        own = sorted(other for other in NAMES if model.root(other) == root)
        assert (shown(name), person(name)) == (root, (root, own))


def apart(contact: str) -> persons.Person:
    return unmerge(contact, by="agent:ana")


def did(change: Callable[..., object], *contacts: str) -> bool:
    try:
        change(*contacts)
    except (AlreadyMerged, NotMerged):
        return False
    return True
