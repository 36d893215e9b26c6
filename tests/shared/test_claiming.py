"""One claim at a time: who has it may call the platform, and nobody else."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import aws, credentials
from shared.claiming import CLAIM_LASTS_MS
from shared.errors import ChannelThrottled
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, message, status_of


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


def test_our_own_mistake_gives_the_claim_back_and_fails_the_record(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [KeyError("ours")]
    assert platform.drain() == ["0"]
    assert (status_of(one), outbox.waiting()) == ("queued", [message(one)["sk"]])
    assert platform.drain() == []
    assert platform.sent == [one]


def test_without_the_id_key_no_call_is_made(platform: Platform, the_time: SteppingClock) -> None:
    one = accepted("one", the_time.now)
    credentials.forget()
    credentials.credentials_of("whatsapp", "main")  # known already, unlike the key
    with faults.injected(faults.down("secretsmanager")):
        assert platform.drain() == ["0"]
    assert (platform.calls, status_of(one)) == (0, "queued")


def test_a_claim_that_meets_another_write_is_made_anew_without_being_given_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    in_the_way = faults.refused("TransactWriteItems", "TransactionInProgressException", times=2)
    with faults.injected(in_the_way) as calls:
        assert platform.drain() == []
    assert platform.sent == [one]
    assert calls.count("UpdateItem") == 0


def test_giving_back_waits_for_a_busy_table(platform: Platform, the_time: SteppingClock) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [ChannelThrottled("4", "slow down", 60.0)]
    with faults.injected(faults.throttled("UpdateItem", times=2)):
        assert platform.drain() == []
    assert status_of(one) == "held"
