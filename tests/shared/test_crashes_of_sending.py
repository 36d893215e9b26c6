"""Wherever the process dies, each message ends sent once, refused, or unknown, and never twice.

``unknown`` only if the crash fell between claim and record.
"""

from collections import Counter
from typing import Any

import pytest

from shared import credentials
from shared.errors import ChannelThrottled, ChannelUnavailable
from tests import faults, log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, message, status_of

TEN_MINUTES = 10
STORIES: dict[str, list[Any]] = {
    "all goes well": [],
    "the platform asks for a moment": [ChannelUnavailable("1", "later")],
    "the platform asks for a minute": [ChannelThrottled("4", "much later", 60.0)],
}


class Story:
    """Two messages on a conversation of their own, and what the platform answers."""

    def __init__(self, name: str, at: int, answers: list[Any]) -> None:
        self.conversation = outbox.another_conversation(name)
        self.ids = [accepted(f"{name}{n}", at, conversation=name) for n in range(2)]
        self.platform = Platform()
        self.platform.answers = list(answers)

    def run(self) -> list[str]:
        credentials.forget()  # a process that died, and the next one, remember nothing
        return self.platform.drain(self.conversation)

    def redelivered_until_empty(self, clock: SteppingClock) -> None:
        for _ in range(3):
            clock.advance(minutes=TEN_MINUTES)
            assert self.run() == []
            if not outbox.waiting(self.conversation):
                return
        raise AssertionError("something is still waiting")

    def assert_each_ended_once(self, *, unknown: int) -> None:
        assert max(Counter(self.platform.sent).values(), default=0) <= 1
        statuses = [status_of(one) for one in self.ids]
        assert statuses.count("unknown") == unknown
        for one, status in zip(self.ids, statuses, strict=True):
            assert status in ("sent", "unknown")
            assert status == "unknown" or one in self.platform.sent
            assert "claimed_until" not in message(one)


@pytest.fixture
def the_clock(cloud: Any, the_time: SteppingClock) -> SteppingClock:
    log.say("hello", the_time.now)
    return the_time


@pytest.mark.parametrize("answers", STORIES.values(), ids=STORIES)
def test_a_crash_at_any_call_to_aws(the_clock: SteppingClock, answers: list[Any]) -> None:
    counted = Story("counted", the_clock.now, answers)
    points = faults.lasting_points(counted.run)
    began = the_clock.now
    for point in points:
        the_clock.now = began
        story = Story(f"crash-{point}", began, answers)
        calls = faults.run_until(point, story.run)
        story.redelivered_until_empty(the_clock)
        story.assert_each_ended_once(unknown=_claimed_at_the_end(calls, point))
        outbox.forget_conversation(story.conversation)
    assert len(points) >= 4


def _claimed_at_the_end(calls: faults.Calls, point: faults.CrashPoint) -> int:
    """How many claims the run died with: claims and their ends alternate."""
    done = calls.requests if point.when == "after" else calls.requests[: point.call]
    changes = [str(r["body"]) for r in done if "claimed_until" in str(r.get("body"))]
    return int(bool(changes) and ":until" in changes[-1])


@pytest.mark.parametrize("reached", [False, True], ids=["before the call", "after it"])
@pytest.mark.parametrize("nth", [0, 1])
def test_a_crash_around_the_platform_call(
    the_clock: SteppingClock, reached: bool, nth: int
) -> None:
    story = Story("around", the_clock.now, [])

    def die(_: object) -> None:
        raise faults.Crash

    story.platform.answers = [None] * nth + [die if reached else faults.Crash()]
    with pytest.raises(faults.Crash):
        story.run()
    story.redelivered_until_empty(the_clock)
    story.assert_each_ended_once(unknown=1)
    assert status_of(story.ids[nth]) == "unknown"
    assert (story.ids[nth] in story.platform.sent) == reached
    assert status_of(story.ids[1 - nth]) == "sent"


@pytest.mark.parametrize("done", [False, True], ids=["not done", "done"])
@pytest.mark.parametrize("nth", range(6))
def test_one_write_without_an_answer_costs_nothing(
    the_clock: SteppingClock, nth: int, done: bool
) -> None:
    """Two claims, two records, two places less: the answer to one of the six is lost."""
    story = Story("lost", the_clock.now, [])
    seen = Counter[str]()
    fault = faults.timed_out("UpdateItem", done=done)
    strike = fault.strike

    def only_nth() -> Any:
        seen["writes"] += 1
        return strike() if seen["writes"] == nth + 1 else None

    fault.strike, fault.times = only_nth, float("inf")
    with faults.injected(fault):
        assert story.run() == []
    assert story.platform.sent == story.ids
    assert [status_of(one) for one in story.ids] == ["sent", "sent"]
    assert all(message(one)["provider_id"] for one in story.ids)
    assert outbox.waiting(story.conversation) == []


def test_while_the_table_is_down_nothing_is_sent_and_nothing_lost(
    the_clock: SteppingClock,
) -> None:
    story = Story("down", the_clock.now, [])
    with faults.injected(faults.down("dynamodb")):
        assert story.run() == ["0"]
    assert story.platform.calls == 0
    assert story.run() == []
    story.assert_each_ended_once(unknown=0)
