"""Twice, late, and after a crash anywhere: the table ends as if nothing had happened."""

from collections.abc import Callable
from typing import Any

import pytest

from shared import table
from shared.windows import timer
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    deployed,
    dump,
    empty,
    lambdas,
    record,
    rules,
    said,
    wake,
    woken,
)
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

DAY = 24 * 3_600_000

pytestmark = pytest.mark.usefixtures("deployed")


def reopened_greeted_assigned(now: int) -> dict[str, Any]:
    """A customer writes to a conversation that was resolved: every state but consent."""
    rules(team="sales")
    log.say("old", now - 60_000)
    log.decide_now(status="resolved", decided_at=now - 30_000, inbox="bot#resolved#0")
    return woken(log.say("new", now))


def opted_out(now: int) -> dict[str, Any]:
    return woken(log.say("stop", now, text="stop"))


def window_closed(now: int) -> dict[str, Any]:
    """Nobody answered: a reminder, the closing event, and the template that the rule wants."""
    end = now - 1_000
    log.say("old", end - DAY)
    template = {"name": "follow_up", "language": "en"}
    table.put({"pk": "S#window", "sk": "default", "template": template})
    return record("window", str(end), end)


def window_ends_soon(now: int) -> dict[str, Any]:
    """The agent is reminded, and the timer set to the end."""
    at, end = now - 1_000, now - 1_000 + 2 * 3_600_000
    log.say("old", end - DAY)
    log.decide_now(owner="agent:ana", assignee="ana", armed=end)
    timer.ring(log.CONVERSATION, end, at)
    return record("window", str(end), at)


def window_moved(now: int) -> dict[str, Any]:
    """The customer wrote again before the end that the timer was set to."""
    end = now - 1_000
    log.say("old", end - DAY)
    log.say("new", end - 60_000)
    log.decide_now(armed=end)
    timer.ring(log.CONVERSATION, end, end)
    return record("window", str(end), end)


WITH_STEPS = [reopened_greeted_assigned, opted_out, window_closed]
SCENES = [*WITH_STEPS, window_ends_soon, window_moved]
Scene = Callable[[int], dict[str, Any]]


def play(scene: Scene, now: int) -> dict[str, Any]:
    empty()
    return scene(now)


@pytest.mark.parametrize("scene", WITH_STEPS)
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


@pytest.mark.parametrize("scene", SCENES)
def test_every_run_executed_twice_ten_minutes_apart_leaves_the_same_items(
    scene: Scene, the_time: SteppingClock
) -> None:
    wake_up = play(scene, the_time.now)
    assert wake(wake_up) == []
    before = dump()
    the_time.advance(minutes=10)
    assert wake(wake_up) == []
    assert dump() == before


@pytest.mark.parametrize("scene", SCENES)
def test_a_crash_at_any_call_and_the_wake_up_again_end_like_an_undisturbed_run(
    scene: Scene, the_time: SteppingClock
) -> None:
    wake_up = play(scene, the_time.now)
    points = faults.lasting_points(lambda: wake(wake_up))
    undisturbed, answers = dump(), said()
    assert len(points) >= 2
    for point in points:
        again = play(scene, the_time.now)
        faults.run_until(point, lambda w=again: wake(w))  # type: ignore[misc]
        assert wake(again) == [], point
        assert dump() == undisturbed, point
        assert said() == answers, point


def test_two_runs_at_once_are_one(deployed: Lambdas, the_time: SteppingClock) -> None:
    """Express runs are at least once: before each step, the other run has done it already."""
    wake_up = play(reopened_greeted_assigned, the_time.now)
    assert wake(wake_up) == []
    undisturbed = dump()
    wake_up = play(reopened_greeted_assigned, the_time.now)

    def the_other_run(function: str, again: Callable[[], Any]) -> None:
        if function == "LookFunction":
            deployed.afterwards = None
            assert wake(wake_up) == []

    deployed.afterwards = the_other_run
    assert wake(wake_up) == []
    assert deployed.invoked.count("ReplyFunction") >= 1
    assert dump() == undisturbed


def test_a_handled_through_that_is_further_already_is_left(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    wake_up = play(opted_out, the_time.now)
    further = f"{the_time.now + 1:013d}#x"

    def somebody_is_further(function: str, again: Callable[[], Any]) -> None:
        table.update(log.PK, "A", "SET #handled_through = :further", {":further": further})

    deployed.afterwards = somebody_is_further
    assert wake(wake_up) == []
    assert log.summary()["handled_through"] == further
