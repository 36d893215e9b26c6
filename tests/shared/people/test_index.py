"""Names are found by any beginning, whatever lies beside them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.people import facts, index, looking
from tests import faults
from tests.clock import SteppingClock
from tests.shared.people.someone import name_of


def noted(name: str, contact: str) -> None:
    fact = facts.name(name)
    assert fact
    index.note([fact], [], name_of(contact), "platform")


def found(words: str) -> list[str]:
    entries = index.begins(words, None, 100)
    return sorted({e["contact"].rstrip("a") for e in entries if index.fits(e, words)})


@pytest.mark.parametrize("words", ["ma", "mar", "maximiliano", "maximiliano garcia lope"])
def test_any_beginning_of_two_letters_or_more_is_found(cloud: Any, words: str) -> None:
    for name, contact in (("Maximiliano García López", "b"), ("Marta Ruiz", "c"), ("Pep", "d")):
        noted(name, contact)
    assert found(words) == {"ma": ["b", "c"], "mar": ["c"]}.get(words, ["b"])
    assert found("maximiliano garcia lopezz") == found("pe p") == []


@pytest.mark.parametrize("name", ["ab ab ab ab ab ab ab", "maximiliano x", "李 李 李"])
def test_a_name_that_repeats_itself_is_noted_and_taken_off(cloud: Any, name: str) -> None:
    fact = facts.name(name)
    assert fact
    for action in index.noting([fact], [], name_of("b"), "agent"):
        assert "Put" in action()
    noted(name, "b")
    assert found(fact.value[:2]) == ["b"]
    index.note([], [fact], name_of("b"), "platform")
    assert found(fact.value[:2]) == []


def test_a_longer_name_at_the_same_key_is_not_taken_off_with_the_old_one(cloud: Any) -> None:
    old, new = facts.name("Maximiliano Garcia"), facts.name("Maximiliano Gomez")
    assert old
    assert new
    index.note([old], [], name_of("b"), "platform")
    index.note([new], [old], name_of("b"), "platform")
    assert (found("maximiliano g"), found("garcia"), found("gomez")) == (["b"], [], ["b"])


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text("abñ李 ", min_size=2, max_size=16), min_size=1, max_size=3),
    length=st.integers(2, 20),
)
def test_a_name_is_found_by_every_beginning_of_its_first_words(
    cloud: Any, words: list[str], length: int
) -> None:
    fact = facts.name(" ".join(words))
    if fact is None:
        return
    index.note([fact], [], name_of("b"), "platform")
    starts = [0, *(n + 1 for n, c in enumerate(fact.value) if c == " ")][:3]
    for beginning in {fact.value[start : start + length].strip() for start in starts}:
        assert len(beginning) < 2 or found(beginning) == ["b"]
    index.note([], [fact], name_of("b"), "platform")


def test_a_page_of_people_costs_the_same_however_many_begin_alike(
    cloud: Any, the_time: SteppingClock
) -> None:
    for number in range(20):
        noted(f"Maria {'abcdefghijklmnopqrst'[number]}x", f"b{'cdefghijklmnopqrstuv'[number]}")
    fact = facts.name("maria")
    assert fact
    seen: set[str] = set()
    after: str | None = None
    for _ in range(4):
        with faults.injected() as calls:
            _, after = looking.page(fact, after, 5, lambda channel: True)
        assert len(calls.operations) == 1 + 5  # the entries, and whose they are
        assert after not in seen
        seen.add(str(after))
    assert looking.page(fact, after, 5, lambda channel: True) == ([], None)
