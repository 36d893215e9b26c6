"""A crash anywhere in a step of a flow leaves one message and one move."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate import menus
from tests.functions.orchestrate.runs import as_before, deployed, dump, lambdas, said, wake, woken
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")
Scene = Callable[[int], dict[str, Any]]


def begun(now: int, reply: str, step: str) -> None:
    """The bot waits there since a minute."""
    menus.written(team="sales")
    log.say("old", now - 60_000)
    arrival = f"{now - 60_000:013d}#old"
    place = {"reply": reply, "step": step, "episode": 1, "at": now - 60_000, "through": arrival}
    log.decide_now(flow=place, handled_through=arrival)


def a_form_goes_on(now: int) -> dict[str, Any]:
    begun(now, "menu", "number")
    return woken(log.say("new", now, text="42"))


def it_is_solved(now: int) -> dict[str, Any]:
    begun(now, "solved", "start")
    return woken(log.say("new", now, text="yes"))


def it_ends_with_people(now: int) -> dict[str, Any]:
    begun(now, "menu", "email")
    return woken(log.say("new", now, text="ana@example.org"))


SCENES = [a_form_goes_on, it_is_solved, it_ends_with_people]


@pytest.mark.parametrize("scene", SCENES)
def test_a_crash_after_any_write_ends_like_an_undisturbed_run(
    scene: Scene, the_time: SteppingClock
) -> None:
    wake_up = scene(the_time.now)
    before = dump()
    with faults.injected() as calls:
        assert wake(wake_up) == []
    undisturbed = dump()
    assert len(said()) == 1
    writes = [n for n, name in enumerate(calls.operations) if name == "TransactWriteItems"]
    assert writes
    for number in writes:
        as_before(before)
        faults.run_until(faults.CrashPoint(number, "after"), lambda: wake(wake_up))
        assert wake(wake_up) == []
        assert dump() == undisturbed


@pytest.mark.parametrize("scene", SCENES)
def test_every_step_executed_twice_leaves_the_same_items(
    scene: Scene, deployed: Lambdas, the_time: SteppingClock
) -> None:
    wake_up = scene(the_time.now)
    compared: list[bool] = []

    def ten_minutes_later(function: str, again: Callable[[], Any]) -> None:
        before = dump()
        the_time.advance(minutes=10)
        again()
        compared.append(before == dump())

    deployed.afterwards = ten_minutes_later
    assert wake(wake_up) == []
    assert compared
    assert all(compared)


def test_an_answer_that_comes_between_a_crash_and_the_next_run_answers_the_next_step(
    the_time: SteppingClock,
) -> None:
    wake_up = a_form_goes_on(the_time.now)
    before = dump()
    [*_, last] = faults.crash_points(lambda: wake(wake_up))
    as_before(before)
    faults.run_until(last, lambda: wake(wake_up))  # it was said, and is not marked as handled
    later = log.say("later", the_time.advance(seconds=5), text="ana@example.org")
    assert wake(woken(later)) == []
    assert said() == ["flow:menu/number", "flow:menu/email"]
    assert log.summary()["attributes"] == {"order": "42", "email": "ana@example.org"}


def test_of_two_runs_at_once_one_moves_the_flow(deployed: Lambdas, the_time: SteppingClock) -> None:
    wake_up = a_form_goes_on(the_time.now)

    def another_answer(function: str, again: Callable[[], Any]) -> None:
        if function == "LookFunction":
            deployed.afterwards = None
            assert wake(woken(log.say("before", the_time.now - 1, text="41"))) == []

    deployed.afterwards = another_answer
    assert wake(wake_up) == []
    assert said() == ["flow:menu/number"]
