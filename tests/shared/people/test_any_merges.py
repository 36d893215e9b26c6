"""Any merges and unmerges leave what a simple model says."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared import table
from shared.errors import AlreadyMerged, NotMerged
from shared.keys import single
from shared.people import persons
from shared.people.merging import unmerge
from tests.shared.people.someone import join, name_of, person, shown, somebody

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
        table.delete(*single.person_key(name_of(name)))
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
