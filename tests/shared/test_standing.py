"""Decisions around a moment, found without reading all of them."""

import pytest

from shared import keys, standing, table
from shared.history import LATE_MS
from shared.table import Item
from tests import faults

pytestmark = pytest.mark.usefixtures("cloud")

HOUR = 3_600_000
PK = "C#c"


def decided(count: int) -> list[Item]:
    """One an hour, the first of them at the first hour."""
    made = []
    for version in range(1, count + 1):
        told = {
            "kind": "decision",
            "version": version,
            "at": version * HOUR,
            "cause": f"x{version}",
        }
        made.append(
            {"pk": PK, "sk": keys.decision_sk(version), "owner": f"team:t{version}", **told}
        )
        table.put(made[-1])
    return made


def versions(items: list[Item]) -> list[int]:
    return [item["version"] for item in items]


def test_few_decisions_are_all_read_at_once() -> None:
    decided(3)
    with faults.injected() as calls:
        assert versions(standing.around(PK, 3, 2 * HOUR)) == [1, 2, 3]
    assert calls.operations == ["Query"]


def test_of_many_those_from_the_last_one_before_the_moment_on_are_read() -> None:
    decided(130)
    with faults.injected() as calls:
        found = versions(standing.around(PK, 130, 100 * HOUR + LATE_MS))
    assert found[0] == 99
    assert 100 in found
    assert len(found) <= standing.MOST
    assert len(calls.operations) <= 12


@pytest.mark.parametrize(
    ("at", "owner"), [(0, "bot"), (HOUR, "team:t1"), (2 * HOUR + 1, "team:t2")]
)
def test_how_it_stood_at_a_moment(at: int, owner: str) -> None:
    found = decided(3)
    assert standing.stood(found, at, "")["owner"] == owner


def test_what_the_moment_itself_led_to_came_after_it() -> None:
    found = decided(2)
    assert standing.stood(found, 2 * HOUR, "x2")["owner"] == "team:t1"


def test_the_search_ends_at_the_right_one_wherever_it_is() -> None:
    decided(60)
    for hour in (1, 2, 29, 30, 31, 59, 60, 61):
        first = standing.around(PK, 60, hour * HOUR + LATE_MS)[0]["version"]
        assert first == max(1, hour - 1), hour
