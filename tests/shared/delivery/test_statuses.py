"""What is told of a message's status, whatever happens to it inside."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.delivery.statuses import shown
from shared.messages import STATUS_ORDER

RANK = {status: rank for rank, status in enumerate(STATUS_ORDER)}


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({"status": "received"}, "received"),
        ({"status": "held"}, "held"),
        ({"status": "queued"}, "queued"),
        ({"status": "held", "due": 1}, "queued"),
        ({"status": "sending", "attempts": 1}, "sending"),
        ({"status": "queued", "attempts": 1}, "sending"),
        ({"status": "held", "due": 1, "attempts": 1}, "sending"),
        ({"status": "failed", "attempts": 1}, "failed"),
        ({"status": "read", "attempts": 2}, "read"),
    ],
)
def test_each_is_told_as_far_as_it_has_been(item: dict[str, Any], told: str) -> None:
    assert shown(item) == told


@given(st.booleans(), st.lists(st.sampled_from(["claim", "release", "hold", "due"]), max_size=12))
def test_whatever_happens_to_it_what_is_told_never_goes_back(waits: bool, steps: list[str]) -> None:
    item: dict[str, Any] = {"status": "held" if waits else "queued"}
    told = [shown(item)]
    if waits:
        item = {"status": "queued"}
        told.append(shown(item))
    for step in steps:
        item = _after(step, item)
        told.append(shown(item))
    told.append(shown({**item, "status": "sent"}))
    assert [RANK[status] for status in told] == sorted(RANK[status] for status in told)


def _after(step: str, item: dict[str, Any]) -> dict[str, Any]:
    """As claiming, retrying and the timer of a held message change it."""
    rest = {name: value for name, value in item.items() if name != "due"}
    match step, item["status"]:
        case "claim", "queued" | "held":
            return {**rest, "status": "sending", "attempts": item.get("attempts", 0) + 1}
        case "release", "sending":
            return {**rest, "status": "queued"}
        case "hold", "queued" | "sending":
            return {**rest, "status": "held", "due": 1}
        case "due", "held":
            return {**rest, "status": "queued"}
    return item
