"""An outbox empties in order, once, whoever else is at it and wherever the process dies."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import aws, keys, table
from shared.claiming import CLAIM_LASTS_MS
from shared.errors import ChannelThrottled
from shared.keys import MessageId
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, status_of

TWENTY_S = 20.0


@pytest.fixture
def platform(cloud: Any, the_time: SteppingClock) -> Platform:
    """A platform, and a customer who has just written to us on it."""
    log.say("hello", the_time.now)
    return Platform()


def test_what_waits_leaves_in_the_order_it_was_accepted(
    platform: Platform, the_time: SteppingClock
) -> None:
    ids = [accepted(f"{n}", the_time.now - n) for n in range(5)]
    assert platform.drain() == []
    assert platform.sent == ids
    assert [status_of(one) for one in ids] == ["sent"] * 5
    assert outbox.waiting() == []


def test_a_redelivered_wake_up_sends_nothing_again(
    platform: Platform, the_time: SteppingClock
) -> None:
    accepted("one", the_time.now)
    platform.drain()
    assert platform.drain() == []
    assert platform.calls == 1


def test_a_wake_up_for_nobody_is_done(platform: Platform) -> None:
    assert platform.drain("nobody") == []


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


def test_while_another_may_be_calling_the_wake_up_comes_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [faults.Crash()]
    with pytest.raises(faults.Crash):
        platform.drain()
    the_time.advance(ms=CLAIM_LASTS_MS - 1)
    assert platform.drain() == ["0"]
    assert (status_of(one), platform.calls) == ("sending", 1)


def test_a_claim_whose_holder_is_gone_ends_unknown_and_lets_the_next_go(
    platform: Platform, the_time: SteppingClock
) -> None:
    one, two = accepted("one", the_time.now), accepted("two", the_time.now)
    platform.answers = [faults.Crash()]
    with pytest.raises(faults.Crash):
        platform.drain()
    the_time.advance(ms=CLAIM_LASTS_MS)
    assert platform.drain() == []
    assert status_of(one) == "unknown"
    assert '"outcome-lost"' in outbox.message(one)["error"]
    assert platform.sent == [two]


def test_two_drains_of_one_conversation_send_once(
    platform: Platform, the_time: SteppingClock
) -> None:
    ids = [accepted(f"{n}", the_time.now) for n in range(5)]
    with one_call_at_a_time(), ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: platform.drain(), range(4)))
    platform.drain()
    assert sorted(platform.sent) == sorted(ids)
    assert platform.sent == ids
    assert outbox.waiting() == []


def test_a_decision_between_guard_and_claim_is_seen(
    platform: Platform, the_time: SteppingClock
) -> None:
    answer = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    decided: list[Item] = []

    def take_over(**_: Any) -> None:
        if not decided:
            decided.append(log.decide_now(owner="agent:ana", version=1))

    events = aws.client("dynamodb").meta.events
    events.register("before-call.dynamodb.TransactWriteItems", take_over)
    platform.drain()
    assert decided
    assert platform.sent == []
    assert status_of(answer) == "failed"


def test_an_erased_message_leaves_the_outbox(platform: Platform, the_time: SteppingClock) -> None:
    gone, there = accepted("one", the_time.now), accepted("two", the_time.now)
    table.delete(MessageId.parse(gone).pk, MessageId.parse(gone).sk)
    assert platform.drain() == []
    assert platform.sent == [there]
    assert outbox.waiting() == []


def test_what_was_accepted_under_an_older_id_is_sent_too(
    platform: Platform, the_time: SteppingClock
) -> None:
    older = accepted("one", the_time.now)
    canonical = outbox.another_conversation("canonical")
    newer = accepted("two", the_time.now, conversation=canonical)
    table.update(
        keys.conversation_pk(canonical),
        keys.SUMMARY,
        "SET also = :also",
        {":also": [log.CONVERSATION]},
    )
    table.put({"pk": log.PK, "sk": keys.ALIAS, "kind": "alias", "to": canonical})
    assert platform.drain() == []
    assert platform.sent[0] == older
    assert newer in platform.sent
    assert outbox.waiting() == outbox.waiting(canonical) == []


def test_an_outbox_too_long_for_one_invocation_goes_on_in_the_next(
    platform: Platform, the_time: SteppingClock
) -> None:
    ids = [accepted(f"{n}", the_time.now) for n in range(3)]
    platform.answers = [lambda _: the_time.advance(seconds=31)] * 2
    assert platform.drain() == []
    assert platform.sent == ids[:1]
    (again,) = outbox.queued_again()
    platform.deliver(again)
    assert platform.sent == ids[:2]
