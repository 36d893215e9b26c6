"""What an episode remembers of time: pure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.episodes import answered, asked, first_answer_at, passing, waiting_since

Before = dict[str, Any]


def decided(before: Before, at: int, **changes: Any) -> Before:
    after = {"status": "open", "episode": 1, **before, **changes}
    kept = {**after, **passing(before, after, at)}
    return {name: value for name, value in kept.items() if value is not None}


def through(*steps: tuple[int, str]) -> Before:
    """Open at 0, and then one status after the other."""
    summary: Before = {"status": "open", "episode": 1}
    for at, status in steps:
        summary = decided(summary, at, status=status)
    return summary


@pytest.mark.parametrize(
    ("steps", "pauses", "resolved_at"),
    [
        ([], None, None),
        ([(5, "pending")], [[5]], None),
        ([(5, "pending"), (7, "snoozed"), (9, "open")], [[5, 9]], None),
        ([(5, "pending"), (9, "open"), (11, "snoozed")], [[5, 9], [11]], None),
        ([(5, "resolved")], None, 5),
        ([(5, "resolved"), (8, "resolved")], None, 5),
        ([(5, "pending"), (8, "resolved")], [[5, 8]], 8),
        ([(5, "resolved"), (8, "open")], [[5, 8]], None),
        ([(5, "resolved"), (8, "snoozed"), (9, "open")], [[5, 9]], None),
        ([(5, "pending"), (3, "open")], [[5, 5]], None),
    ],
)
def test_what_waits_for_the_customer_is_paused(
    steps: list[tuple[int, str]], pauses: Any, resolved_at: int | None
) -> None:
    summary = through(*steps)
    assert (summary.get("pauses"), summary.get("resolved_at")) == (pauses, resolved_at)


def test_a_new_episode_begins_without_the_pauses_of_the_last() -> None:
    summary = decided(through((5, "pending"), (6, "resolved")), 9, status="open", episode=2)
    assert "pauses" not in summary
    assert "resolved_at" not in summary


def test_what_is_no_change_of_status_changes_no_pause() -> None:
    before = {"status": "pending", "episode": 1}  # from before there were pauses
    assert "pauses" not in decided(before, 5, team="sales")


@given(st.lists(st.sampled_from(["open", "pending", "snoozed", "resolved"]), max_size=60))
def test_pauses_stay_few_and_in_order_and_nothing_of_them_is_lost(statuses: list[str]) -> None:
    summary: Before = {"status": "open", "episode": 1}
    paused = 0
    for at, status in enumerate(statuses, 1):
        summary = decided(summary, at, status=status)
        paused += status != "open"
    pauses = [*summary.get("pauses", ())]
    if "resolved_at" in summary:
        pauses.append([summary["resolved_at"]])
    end = len(statuses) + 1
    assert len(pauses) <= 13
    assert sum((pause[1] if pause[1:] else end) - pause[0] for pause in pauses) == paused
    assert [pause[0] for pause in pauses] == sorted(pause[0] for pause in pauses)
    assert all(len(pause) == 2 for pause in pauses[:-1])


def said(*times: int) -> list[Any]:
    return [{"received_at": at} for at in times]


NEW = {"episode": 1}


@pytest.mark.parametrize(
    ("summary", "talk", "opened", "waiting"),
    [
        ({}, [], 0, 0),
        ({}, [5, 6], 5, 5),
        ({"agent_answered_at": 5}, [5, 6], 5, 6),
        ({"agent_answered_at": 9}, [5, 6], 5, 0),
        ({"opened_at": 3, "opened_in": 1, "waiting_since": 3}, [5], 3, 3),
        ({"opened_at": 3, "opened_in": 1, "waiting_since": 3, "agent_answered_at": 4}, [5], 3, 5),
        ({"opened_at": 3, "opened_in": 1, "waiting_since": 3}, [], 3, 3),
        ({"opened_at": 3, "opened_in": 1, "waiting_since": 3, "episode": 2}, [9], 9, 9),
    ],
)
def test_the_oldest_unanswered_message_is_since_when_the_customer_waits(
    summary: Before, talk: list[int], opened: int, waiting: int
) -> None:
    facts = asked({**NEW, **summary}, said(*talk))
    assert (facts["opened_at"], facts["waiting_since"]) == (opened, waiting)


@given(
    st.dictionaries(st.sampled_from(["agent_answered_at"]), st.integers(1, 20)),
    st.sets(st.integers(1, 20)),
)
def test_the_same_again_is_the_same(summary: Before, times: set[int]) -> None:
    talk = said(*sorted(times))
    once = {**NEW, **summary, **asked({**NEW, **summary}, talk)}
    assert asked(once, talk) == {name: once[name] for name in asked(once, talk)}


def test_the_first_answer_of_an_episode_stays_the_first() -> None:
    summary: Before = {"opened_at": 3}
    assert (first_answer_at(summary), waiting_since({**summary, "waiting_since": 3})) == (None, 3)
    for at in (5, 8):
        summary |= answered(summary, at)
    assert (first_answer_at(summary), summary["agent_answered_at"]) == (5, 8)
    assert waiting_since({**summary, "waiting_since": 7}) is None
    summary |= {"opened_at": 10}
    assert first_answer_at(summary) is None
    assert first_answer_at({**summary, **answered(summary, 12)}) == 12


def test_an_answer_keeps_how_long_the_customer_had_waited_again() -> None:
    summary: Before = {"episode": 1, "opened_at": 5, "waiting_since": 5}
    summary |= answered(summary, 9)
    assert "waits" not in summary  # that was the first answer
    for since in (10, 20, 30, 40):
        summary |= {"waiting_since": since}
        summary |= answered(summary, since + 3)
        summary |= answered(summary, since + 4)  # which says more, and ends no other wait
    assert summary["waits"] == [[20, 23], [30, 33], [40, 43]]
    assert answered({**summary, "waiting_since": 50}, 50) == {"agent_answered_at": 50}
