"""Deciding: of two who decide upon the same version, one is told."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import deciding, keys
from shared.deciding import decide
from shared.errors import Conflict
from shared.folding.summary import fold
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time


@pytest.fixture
def summary(cloud: Any, the_time: SteppingClock) -> Item:
    log.say("hello", the_time.now)
    return log.summary()


def resolve(expected: Item, clock: SteppingClock, by: str = "agent:ana") -> Item:
    return decide(
        {"status": "resolved"}, by=by, why="asked", cause="request", at=clock.now, expected=expected
    )


def test_a_decision_is_a_snapshot_and_moves_the_summary(
    summary: Item, the_time: SteppingClock
) -> None:
    after = resolve(summary, the_time)
    assert after == log.summary()
    assert (after["status"], after["version"]) == ("resolved", 1)
    assert (after["inbox"], after["decided_at"]) == ("bot#resolved#0", the_time.now)
    [decision] = log.decisions()
    assert decision["sk"] == keys.decision_sk(1)
    snapshot = {name: decision.get(name) for name in deciding.DECIDED}
    assert snapshot == {name: after.get(name) for name in deciding.DECIDED}


def test_somebody_becomes_nobody(summary: Item, the_time: SteppingClock) -> None:
    held = decide(
        {"owner": "agent:ana", "assignee": "ana"},
        by="agent:ana",
        why="asked",
        cause="one",
        at=the_time.now,
        expected=summary,
    )
    freed = decide(
        {"owner": "bot", "assignee": None},
        by="agent:ana",
        why="asked",
        cause="two",
        at=the_time.now,
        expected=held,
    )
    assert freed == log.summary()
    assert "assignee" not in freed


def test_what_already_stands_makes_no_decision(summary: Item, the_time: SteppingClock) -> None:
    after = resolve(summary, the_time)
    the_time.advance(minutes=1)
    assert resolve(after, the_time, by="agent:bo") == after
    assert len(log.decisions()) == 1


def test_a_repetition_returns_what_the_first_one_left(
    summary: Item, the_time: SteppingClock
) -> None:
    after = resolve(summary, the_time)
    the_time.advance(minutes=10)
    assert resolve(summary, the_time) == after == log.summary()
    assert len(log.decisions()) == 1


def test_a_repetition_after_another_decision_is_a_conflict(
    summary: Item, the_time: SteppingClock
) -> None:
    first = resolve(summary, the_time)
    decide({"status": "open"}, by="x", why="", cause="c", at=the_time.now, expected=first)
    with pytest.raises(Conflict):
        resolve(summary, the_time)
    assert log.summary()["status"] == "open"


def test_who_decides_upon_an_old_version_is_told(summary: Item, the_time: SteppingClock) -> None:
    resolve(summary, the_time, by="agent:ana")
    with pytest.raises(Conflict):
        resolve(summary, the_time, by="agent:bo")
    assert log.summary()["decided_by"] == "agent:ana"


def test_of_many_at_once_one_decides(summary: Item, the_time: SteppingClock) -> None:
    def attempt(number: int) -> bool:
        try:
            resolve(summary, the_time, by=f"agent:{number}")
        except Conflict:
            return False
        return True

    with one_call_at_a_time(), ThreadPoolExecutor(8) as agents:
        assert sum(agents.map(attempt, range(8))) == 1
    assert log.summary()["version"] == 1
    assert len(log.decisions()) == 1


def test_the_decisions_alone_tell_how_things_stand(summary: Item, the_time: SteppingClock) -> None:
    after = resolve(resolve(summary, the_time), the_time.__class__(the_time.now - 1))
    folded = fold({"pk": summary["pk"], "sk": "A"}, log.decisions())
    names = (*deciding.DECIDED, "version", "decided_by", "decided_at", "inbox")
    assert {n: folded.get(n) for n in names} == {n: after.get(n) for n in names}


def test_what_says_nothing_of_who_has_it_is_no_newer_decision_about_that(
    summary: Item, the_time: SteppingClock
) -> None:
    def labelled(expected: Item, label: str) -> Item:
        at = the_time.advance(minutes=1)
        changes = {"labels": [label], "consent": "in"}
        return decide(changes, by="agent:bo", why="", cause="c", at=at, expected=expected)

    first = labelled(summary, "a")
    assert (first["decided_at"], first.get("decided_by")) == (0, None)
    after = resolve(first, the_time)
    turned = (after["decided_at"], after["decided_by"])
    assert turned == (the_time.now, "agent:ana")
    last = labelled(labelled(after, "b"), "c")
    assert (last["version"], last["labels"]) == (4, ["c"])
    assert (last["decided_at"], last["decided_by"]) == turned
    folded = fold({"pk": summary["pk"], "sk": "A"}, log.decisions())
    assert (folded["decided_at"], folded["decided_by"]) == turned


def test_only_what_is_decided_can_be_decided(summary: Item) -> None:
    with pytest.raises(ValueError, match="out_seq"):
        decide({"out_seq": 3}, by="x", why="", cause="c", at=0, expected=summary)


def test_a_crash_anywhere_then_again_leaves_one_decision(
    summary: Item, the_time: SteppingClock
) -> None:
    def run(status: str, expected: Item) -> Item:
        return decide(
            {"status": status}, by="x", why="", cause=status, at=the_time.now, expected=expected
        )

    before = log.summary()
    points = faults.crash_points(lambda: run("pending", before))
    for number, point in enumerate(points, start=2):
        status, before = ("snoozed", "pending")[number % 2], log.summary()
        faults.run_until(point, lambda s=status, b=before: run(s, b))  # type: ignore[misc]
        assert run(status, before)["version"] == number
    assert len(log.decisions()) == len(points) + 1
