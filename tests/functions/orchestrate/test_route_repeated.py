"""Routing twice, and after a crash anywhere: the table ends as if nothing had happened."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.orchestrate import look, route
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff
from tests.functions.orchestrate.runs import (
    deployed,
    dump,
    empty,
    lambdas,
    record,
    rules,
    wake,
    woken,
)
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def assigned(now: int) -> dict[str, Any]:
    """Ana is free."""
    rules(greeting="", team="sales")
    staff.agent("ana", capacity=1)
    return woken(log.say("new", now))


def queued_and_told(now: int) -> dict[str, Any]:
    """Ana is there and has no room."""
    rules(greeting="", team="sales")
    staff.team(tell_wait_after_ms=1)
    staff.agent("ana", capacity=1)
    staff.has("ana", 1)
    return woken(log.say("new", now))


def next_in_turn(now: int) -> dict[str, Any]:
    """Ana has become free, for somebody who waits."""
    scene = queued_and_told(now)
    assert wake(scene) == []
    staff.has("ana", 0)
    return record("free", "sales x", now)


def back_with_who_had_it(now: int) -> dict[str, Any]:
    rules(greeting="", team="sales")
    staff.agent("ana", capacity=1)
    staff.agent("bo", capacity=9)
    log.say("old", now - 60_000)
    resolved = {"status": "resolved", "owner": "agent:ana", "assignee": "ana", "team": "sales"}
    log.decide_now(**resolved, decided_at=now - 30_000, inbox="agent:ana#resolved#0")
    return woken(log.say("new", now))


Scene = Callable[[int], dict[str, Any]]
ENDS: dict[Scene, tuple[str, dict[str, int], int]] = {
    assigned: ("agent:ana", {"ana": 1}, 0),
    queued_and_told: ("team:sales", {"ana": 1}, 1),
    next_in_turn: ("agent:ana", {"ana": 1}, 0),
    back_with_who_had_it: ("agent:ana", {"ana": 1, "bo": 0}, 0),
}


def play(scene: Scene, now: int) -> dict[str, Any]:
    empty()
    return scene(now)


def stands() -> tuple[str, dict[str, int], int]:
    return log.summary()["owner"], staff.loads(), len(staff.queue())


@pytest.mark.parametrize("scene", [queued_and_told, back_with_who_had_it])
def test_every_step_executed_twice_ten_minutes_apart_leaves_the_same_items(
    scene: Scene, deployed: Lambdas, the_time: SteppingClock
) -> None:
    wake_up = play(scene, the_time.now)
    compared: list[tuple[list[str], list[str]]] = []

    def ten_minutes_later(function: str, again: Callable[[], Any]) -> None:
        before = dump()
        the_time.advance(minutes=10)
        again()
        compared.append((before, dump()))

    deployed.afterwards = ten_minutes_later
    assert wake(wake_up) == []
    assert compared
    assert all(before == after for before, after in compared)


def looked(wake_up: dict[str, Any]) -> dict[str, Any]:
    """What the step is given."""
    said = json.loads(wake_up["body"])
    cause = said["cause"] if said["kind"] == "message" else ""
    seen = look.lambda_handler({"conversation": log.CONVERSATION, "cause": cause, "looks": 0}, None)
    return {**seen, "version": seen.get("decided", {}).get("version")}


@pytest.mark.parametrize("scene", [assigned, next_in_turn])
def test_a_crash_at_any_call_and_once_more_end_like_an_undisturbed_run(
    scene: Scene, the_time: SteppingClock
) -> None:
    given = looked(play(scene, the_time.now))
    with faults.injected() as calls:
        route.lambda_handler(given, None)
    assert stands() == ENDS[scene]
    for number in range(len(calls.operations)):
        for when in ("before", "after"):
            again = play(scene, the_time.now)
            crash = faults.CrashPoint(number, when)
            given = looked(again)
            with faults.injected(crash=crash), pytest.raises(faults.Crash):
                route.lambda_handler(given, None)
            if (rest := looked(again)).get("assign"):
                route.lambda_handler(rest, None)
            assert stands() == ENDS[scene], crash
