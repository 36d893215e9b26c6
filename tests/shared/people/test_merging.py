"""Contacts become one by pointers, and are taken apart exactly."""

from typing import Any

import pytest

from shared import conversations, table
from shared.errors import (
    AlreadyMerged,
    Conflict,
    NoSuchContact,
    NotMerged,
    TooManyIdentities,
)
from shared.keys import single
from shared.people import merging, persons
from shared.people.merging import unmerge
from tests.clock import SteppingClock
from tests.shared.people.someone import ANA, join, name_of, person, shown, somebody


def test_a_merge_is_a_pointer_that_says_who_when_and_why(
    four: list[str], the_time: SteppingClock
) -> None:
    b, c, *_ = four
    join(b, c)
    assert table.get(*single.person_key(c)) == {
        **dict(zip(("pk", "sk"), single.person_key(c), strict=True)),
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


def test_the_largest_person_comes_about_in_one_transaction(cloud: Any) -> None:
    def group(root: str, letters: str) -> str:
        """One whom all others have been merged into, as the table would hold it."""
        survivor = somebody(root)
        tree = {somebody(root + one, contact=survivor): how | {"to": survivor} for one in letters}
        pk, sk = single.person_key(survivor)
        table.put({"pk": pk, "sk": sk, "kind": "person", "rev": 1, "merged": tree})
        return survivor

    how = {"by": "agent:ana", "at": 1, "why": "x" * 300}
    one, other = (group(root, "bcdefghijklmnopqrst") for root in ("x", "y"))
    assert len(join(one, other).members) == persons.MOST == 40
    assert (shown("yt"), len(person("yt")[1])) == ("x", 40)
    assert len(unmerge(other, by="agent:ana").members) == 20
    assert (shown("yt"), shown("xt")) == ("y", "x")


def test_what_comes_with_it_comes_about_with_it_or_not_at_all(four: list[str]) -> None:
    b, c, *_ = four
    note = {"pk": "I#one", "sk": "KEY", "kind": "idempotency"}
    join(b, c, table.putting(note))
    assert table.get("I#one", "KEY")
    with pytest.raises(Conflict):
        unmerge(c, by="agent:ana", also=(table.putting(note),))
    assert person("c") == ("b", ["b", "c"])


def test_an_id_that_became_another_name_takes_its_person_along(four: list[str]) -> None:
    b, c, *_ = four
    join(b, c)
    was = conversations.summary(c) or {}
    newer = somebody("newer", contact=was["contact"])  # as the follower inherits it
    table.put({**was, "kind": "merged", "to": newer, "was": was})
    assert person("newer") == ("b", ["b", "c"])
    unmerge(c, by="agent:ana")
    assert (shown("newer"), person("newer"), person("b")) == ("c", ("c", ["c"]), ("b", ["b"]))
    assert join(b, newer).members == [b, c]  # its own name, though the person's is another
