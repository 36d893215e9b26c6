"""One claim at a time: who has it may call the platform, and nobody else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared import credentials, deciding, keys, table
from shared.delivery import claiming
from shared.delivery.claiming import CLAIM_LASTS_MS
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


def around_the_claim(when: faults.When, act: Callable[[], object]) -> faults.Fault:
    """Something happens just before or just after the drain's first write, which is the claim."""

    def strike() -> None:
        act()

    return faults.Fault("UpdateItem", strike, 1, when)


def ana_takes_over() -> None:
    changes = {"owner": "agent:ana", "assignee": "ana"}
    deciding.decide(changes, by="agent:ana", why="took", cause="t", at=1, expected=log.summary())


def consent_is_withdrawn() -> None:
    changes = {"consent": "out"}
    deciding.decide(changes, by="agent:ana", why="asked", cause="t", at=1, expected=log.summary())


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("decide", "why"),
    [(ana_takes_over, "taken-over"), (consent_is_withdrawn, "opted-out")],
)
def test_a_decision_between_the_look_and_the_call_holds_it_back_and_says_why(
    platform: Platform,
    the_time: SteppingClock,
    when: faults.When,
    decide: Callable[[], object],
    why: str,
) -> None:
    answer = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    with faults.injected(around_the_claim(when, decide)):
        assert platform.drain() == []
    assert (platform.calls, status_of(answer)) == (0, "failed")
    assert message(answer).get("attempts", 0) == 0
    assert outbox.error_of(answer)["code"] == why
    assert outbox.waiting() == []


def test_a_decision_that_is_no_matter_only_makes_it_look_again(
    platform: Platform, the_time: SteppingClock
) -> None:
    answer = accepted("hello, Ana here", the_time.now)
    with faults.injected(around_the_claim("after", ana_takes_over)):
        assert platform.drain() == []
    assert (platform.sent, message(answer)["attempts"]) == ([answer], 1)


def test_a_claim_that_led_to_no_call_makes_an_old_message_no_failure(
    platform: Platform, the_time: SteppingClock
) -> None:
    """What waited longer than a day for the customer goes, and who reopens decides meanwhile."""
    answer = accepted("hello, Ana here", the_time.now)
    the_time.advance(hours=25)
    log.say("back again", the_time.now)
    with faults.injected(around_the_claim("after", ana_takes_over)):
        assert platform.drain() == []
    assert (platform.sent, status_of(answer)) == ([answer], "sent")


def test_what_was_taken_while_the_outbox_was_emptied_is_given_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    answer = accepted("one", the_time.now)

    def emptied() -> None:
        table.update(log.PK, keys.SUMMARY, "SET #outbox = :none", {":none": []})

    with faults.injected(around_the_claim("after", emptied)):
        assert platform.drain() == []
    assert (platform.calls, status_of(answer)) == (0, "queued")


@pytest.mark.parametrize("left", [{}, {"awaited": {"ref": 20_000}}])
def test_what_was_taken_while_the_conversation_was_erased_is_given_back(
    platform: Platform, the_time: SteppingClock, left: Item
) -> None:
    """Of a conversation without a summary may be left what annotations wait for."""
    answer = accepted("one", the_time.now)

    def erased() -> None:
        table.delete(log.PK, keys.SUMMARY)
        if left:
            table.put({"pk": log.PK, "sk": keys.SUMMARY, **left})

    with faults.injected(around_the_claim("after", erased)):
        assert platform.drain() == []
    assert (platform.calls, status_of(answer)) == (0, "queued")


def test_who_cannot_see_what_holds_now_gives_the_claim_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    answer = accepted("one", the_time.now)
    unread = faults.timed_out("GetItem", times=0)

    def from_now_on() -> None:
        unread_now.times = 10

    with faults.injected(around_the_claim("after", from_now_on), unread) as calls:
        unread_now = calls.faults[1]
        assert platform.drain() == ["0"]
    assert (platform.calls, status_of(answer)) == (0, "queued")
    assert platform.drain() == []
    assert platform.sent == [answer]


def test_who_may_speak_is_seen_anew_where_another_summary_says_it(
    platform: Platform, the_time: SteppingClock
) -> None:
    """Of what was accepted under an older id, decisions under the newer one count."""
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    newer = outbox.another_conversation("newer")
    merged = {":kind": "merged", ":to": newer}
    table.update(log.PK, keys.SUMMARY, "SET #kind = :kind, #to = :to", merged)
    expected = table.get(keys.conversation_pk(newer), keys.SUMMARY) or {}

    def taken_over() -> None:
        changes = {"owner": "agent:ana", "assignee": "ana"}
        deciding.decide(changes, by="agent:ana", why="took", cause="t", at=1, expected=expected)

    with faults.injected(around_the_claim("after", taken_over)):
        platform.drain()
    assert (platform.calls, status_of(bots)) == (0, "failed")
    assert outbox.error_of(bots)["code"] == "taken-over"


def test_of_two_who_saw_the_same_message_the_second_gets_none(
    platform: Platform, the_time: SteppingClock
) -> None:
    answer, other = accepted("one", the_time.now), Platform()
    with faults.injected(around_the_claim("before", other.drain)):
        assert platform.drain() == []
    assert (other.sent, platform.calls, status_of(answer)) == ([answer], 0, "sent")


def test_whose_claim_was_never_done_gives_none_of_another_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    one, lost = accepted("one", the_time.now), faults.timed_out("UpdateItem")

    def overtaken_and_lost() -> None:
        the_time.advance(ms=1)
        claiming.claim(log.summary(), message(one), the_time.now)
        lost.strike()

    with faults.injected(around_the_claim("before", overtaken_and_lost)):
        assert platform.drain() == ["0"]
    assert (platform.calls, status_of(one)) == (0, "sending")


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
    in_the_way = faults.refused("UpdateItem", "TransactionConflictException", times=2)
    with faults.injected(in_the_way) as calls:
        assert platform.drain() == []
    assert (platform.sent, message(one)["attempts"]) == ([one], 1)
    assert calls.count("UpdateItem") == 2 + 3


def test_giving_back_waits_for_a_busy_table(platform: Platform, the_time: SteppingClock) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [ChannelThrottled("4", "slow down", 60.0)]
    with faults.injected(faults.throttled("UpdateItem", times=2)):
        assert platform.drain() == []
    assert status_of(one) == "held"
