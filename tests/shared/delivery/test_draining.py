"""An outbox empties in order, whatever stands in it."""

from shared import keys, table
from shared.ids import MessageId
from tests import log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, status_of


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
    merged = {":kind": "merged", ":to": canonical, ":version": -1}
    table.update(log.PK, keys.SUMMARY, "SET #kind = :kind, #to = :to, #version = :version", merged)
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
    assert again == {"channel": "whatsapp", "conversation": log.CONVERSATION}
    platform.deliver(again)
    assert platform.sent == ids[:2]
