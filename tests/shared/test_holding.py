"""What cannot go now waits, a moment or longer, and holds back what is behind it."""

import pytest

from functions.orchestrate.due import requeue
from shared import sending
from shared.accepting import Draft
from shared.channels import WHATSAPP
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
)
from tests import faults, log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, error_of, message, status_of

TEMPLATE = Draft("template", author_kind="agent", author_id="ana")
DOWN = ChannelUnavailable("131000", "down")
MINUTE_MS = 60_000
TWENTY_S = 20.0


def test_a_moments_trouble_is_waited_for_at_once(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [DOWN, ChannelThrottled("4", "slow down", 3.0)]
    platform.drain()
    assert platform.slept == [1.0, 3.0]
    assert platform.sent == [one]
    assert message(one)["attempts"] == 3
    assert outbox.dues() == []


def test_lasting_trouble_holds_the_message_with_a_timer(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [DOWN] * 3
    assert platform.drain() == []
    assert platform.calls == 3
    held = message(one)
    assert (held["status"], held["due"], held["holds"]) == ("held", the_time.now + MINUTE_MS, 1)
    assert error_of(one) == {"code": "131000", "title": "down", "retryable": True}
    (due,) = outbox.dues()
    assert (due["at"], due["due_kind"]) == (held["due"], "due")
    assert due["conversation"] == log.CONVERSATION


def test_a_held_message_goes_when_it_is_due_and_leaves_no_error(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [DOWN] * 3
    platform.drain()
    the_time.advance(minutes=1)
    platform.drain()
    assert status_of(one) == "sent"
    assert not {"error", "due"} & set(message(one))


def test_a_timer_that_rings_queues_what_was_held(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [DOWN] * 3
    platform.drain()
    the_time.advance(minutes=1)
    requeue(log.CONVERSATION)
    assert status_of(one) == "queued"
    platform.drain()
    assert platform.sent == [one]


def test_trouble_without_end_ends_as_failed(platform: Platform, the_time: SteppingClock) -> None:
    one = accepted("one", the_time.now, draft=TEMPLATE)
    while status_of(one) in ("queued", "held"):
        platform.answers = [DOWN] * 3
        platform.drain()
        the_time.advance(hours=1)
    assert error_of(one)["code"] == "retries-exhausted"
    assert platform.calls == 3 * 13
    assert outbox.waiting() == []


def test_a_held_message_holds_back_those_behind_it(
    platform: Platform, the_time: SteppingClock
) -> None:
    ids = [accepted("one", the_time.now), accepted("two", the_time.now)]
    platform.answers = [ChannelThrottled("130429", "slow down", TWENTY_S)]
    assert platform.drain() == []
    assert [status_of(one) for one in ids] == ["held", "queued"]
    the_time.advance(seconds=30)
    platform.drain()
    assert platform.sent == []
    the_time.advance(seconds=31)
    platform.drain()
    assert platform.sent == ids


def test_a_look_at_a_held_message_sets_its_timer_again(
    platform: Platform, the_time: SteppingClock
) -> None:
    held = accepted("one", the_time.now)
    platform.answers = [ChannelThrottled("130429", "slow down", TWENTY_S)]
    with faults.injected(faults.throttled("PutItem", times=99)):
        assert platform.drain() == ["0"]
    assert outbox.dues() == []
    assert platform.drain() == []
    due = outbox.message(held)["due"]
    assert due == the_time.now + 60_000
    assert [entry["at"] for entry in outbox.dues()] == [due]


def test_who_dies_while_waiting_a_moment_holds_no_claim(
    platform: Platform, the_time: SteppingClock
) -> None:
    def die(_: float) -> None:
        raise faults.Crash

    one = accepted("one", the_time.now)
    platform.answers = [DOWN]
    wake_up = outbox.event({"conversation": log.CONVERSATION})
    with pytest.raises(faults.Crash):
        sending.deliver(wake_up, WHATSAPP, platform.post, platform.signal, sleep=die)
    assert status_of(one) == "queued"
    platform.drain()
    assert platform.sent == [one]


def test_what_was_tried_a_day_ago_is_not_sent_any_more(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now, draft=TEMPLATE)
    platform.answers = [DOWN] * 3
    platform.drain()
    the_time.advance(hours=24, seconds=1)
    platform.drain()
    assert (platform.calls, error_of(one)["code"]) == (3, "retries-exhausted")
