"""A window of which nothing is to be done yet rings again, and no workflow runs for it."""

import pytest

from shared.accepting import Draft, accept
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, wake
from tests.functions.orchestrate.test_window import (
    HOUR,
    MINUTE,
    closings,
    due,
    entries,
    notes,
    opened,
    ring,
)
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def answered(clock: SteppingClock) -> int:
    """A window in which nobody waits any more; its end."""
    end = opened(clock)
    draft = Draft(type="text", text="Here I am", author_kind="agent", author_id="ana")
    accept(log.summary(), draft, at=clock.advance(minutes=1), ref="answer")
    return end


def test_where_nobody_waits_only_the_end_takes_a_workflow(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    end = answered(the_time)
    the_time.now = end - 2 * HOUR
    before = entries()
    assert len(ring(the_time)) == 1
    assert (deployed.invoked, entries(), notes()) == ([], before, [])
    the_time.now = end
    assert len(ring(the_time)) == 1
    assert deployed.invoked == ["LookAtWindowFunction"]
    assert (closings(), due()) == ([end], [])


def test_where_somebody_waits_the_workflow_runs(deployed: Lambdas, the_time: SteppingClock) -> None:
    end = opened(the_time)
    the_time.now = end - 2 * HOUR
    ring(the_time)
    assert deployed.invoked == ["LookAtWindowFunction", "SetTimerFunction"]
    assert notes() == ["window-reminder"]


def test_a_window_that_has_moved_far_is_left_to_the_workflow(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    end = opened(the_time)
    log.say("more", the_time.advance(hours=1))
    the_time.now = end - 2 * HOUR
    ring(the_time)
    assert "SetTimerFunction" in deployed.invoked


def test_a_scheduler_that_fails_brings_the_wake_up_back(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    end = answered(the_time)
    at = the_time.now = end - 2 * HOUR + MINUTE
    wake_up = record("window", str(end), at)
    with faults.injected(faults.down("scheduler")):
        assert wake(wake_up) == [wake_up["messageId"]]
    assert wake(wake_up) == []
    assert deployed.invoked == []
    the_time.now = end
    ring(the_time)
    assert closings() == [end]
