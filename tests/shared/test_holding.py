"""What cannot go now waits: a moment, a minute, or for an admin; and nobody else with it."""

import json

import pytest

from functions.orchestrate.due import requeue
from shared import aws, credentials
from shared.accepting import Draft
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    RecipientThrottled,
)
from tests import faults, log
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, error_of, message, status_of

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
    (schedule,) = outbox.schedules()
    assert json.loads(schedule["Target"]["Input"])["conversation"] == log.CONVERSATION


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
    requeue(log.CONVERSATION, the_time.now)
    assert (status_of(one), outbox.dues()) == ("queued", [])
    platform.drain()
    assert platform.sent == [one]


def test_trouble_without_end_ends_as_failed(platform: Platform, the_time: SteppingClock) -> None:
    template = Draft("template", author_kind="agent", author_id="ana")
    one = accepted("one", the_time.now, draft=template)
    while status_of(one) in ("queued", "held"):
        platform.answers = [DOWN] * 3
        platform.drain()
        the_time.advance(hours=1)
    assert error_of(one)["code"] == "retries-exhausted"
    assert platform.calls == 3 * 13
    assert outbox.waiting() == []


def test_an_account_that_throttles_is_left_alone_for_all_conversations(
    platform: Platform, the_time: SteppingClock
) -> None:
    other = outbox.another_conversation("other")
    one = accepted("one", the_time.now)
    two = accepted("two", the_time.now, conversation=other)
    platform.answers = [ChannelThrottled("130429", "slow down", 30.0)]
    assert platform.deliver({"conversation": log.CONVERSATION}, {"conversation": other}) == []
    assert platform.calls == 1
    assert [status_of(one), status_of(two)] == ["held", "held"]
    assert message(two)["due"] == message(one)["due"]
    assert message(two).get("attempts", 0) == 0
    assert (message(two)["holds"], message(two)["refusals"]) == (1, 0)
    assert len(outbox.dues()) == 2


def test_a_customer_written_to_too_often_slows_nobody_else(
    platform: Platform, the_time: SteppingClock
) -> None:
    other = outbox.another_conversation("other")
    one = accepted("one", the_time.now)
    two = accepted("two", the_time.now, conversation=other)
    platform.answers = [RecipientThrottled("131056", "slow down", 30.0)]
    platform.deliver({"conversation": log.CONVERSATION}, {"conversation": other})
    assert [status_of(one), status_of(two)] == ["held", "sent"]


def test_refused_credentials_hold_the_message_and_call_for_a_person(
    platform: Platform, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [CredentialsRejected("190", "The session has expired")]
    assert platform.drain() == []
    assert message(one)["due"] == the_time.now + 15 * MINUTE_MS
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert error_of(one)["code"] == "190"


def test_an_account_without_credentials_waits_for_them(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    secrets = aws.client("secretsmanager")
    name = "threadline/whatsapp/main"
    secrets.put_secret_value(SecretId=name, SecretString='{"accounts": {}}')
    credentials.forget()
    assert platform.drain() == []
    assert (platform.calls, status_of(one)) == (0, "held")
    secrets.put_secret_value(SecretId=name, SecretString=json.dumps(WHATSAPP_SECRET))
    the_time.advance(minutes=15)
    platform.drain()
    assert platform.sent == [one]


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
    with faults.injected(faults.down("scheduler")):
        assert platform.drain() == ["0"]
    assert outbox.schedules() == []
    assert platform.drain() == []
    due = outbox.message(held)["due"]
    assert due == the_time.now + 60_000
    assert [entry["at"] for entry in outbox.dues()] == [due]
    assert len(outbox.schedules()) == 1
