"""What a call came to is written down, and no fact that was faster is lost."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.follow_log import annotations
from shared import ids, table
from shared.errors import (
    OutcomeUnknown,
)
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, message


def test_what_was_sent_carries_the_platforms_id(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now - 5000)
    platform.drain()
    sent = message(one)
    assert (sent["status"], sent["provider_id"], sent["attempts"]) == ("sent", "wamid.1", 1)
    ref = ids.message_ref(ID_KEY.encode(), "whatsapp", "main", "wamid.1")
    assert sent["provider_ref"] == ref
    assert sent["status_at"] == the_time.now
    assert sent["sent_at"] == the_time.now - 5000
    assert not {"claimed_until", "due", "error"} & set(sent)


def told_by_the_platform(status: str) -> Any:
    """What the follower does when a status comes, for a message of ours."""

    def arrives(item: Item) -> None:
        told = {
            "what": "status",
            "target": "wamid.1",
            "event": status,
            "at": item["received_at"] + 1000,
            "received_at": item["received_at"] + 2000,
            "data": json.dumps({"status": status}),
        }
        assert annotations.apply_to(item["pk"], item["sk"], told)

    return arrives


@pytest.mark.parametrize("status", ["sent", "delivered", "read", "failed"])
def test_a_status_that_came_before_the_record_stays(
    platform: Platform, the_time: SteppingClock, status: str
) -> None:
    one, two = accepted("one", the_time.now), accepted("two", the_time.now)
    platform.answers = [told_by_the_platform(status)]
    assert platform.drain() == []
    assert (message(one)["status"], message(one)["provider_id"]) == (status, "wamid.1")
    assert platform.sent == [one, two]
    assert outbox.waiting() == []


@pytest.mark.parametrize("status", ["sent", "delivered", "failed"])
def test_a_status_settles_what_was_unknown(
    platform: Platform, the_time: SteppingClock, status: str
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [OutcomeUnknown("no-answer", "?")]
    platform.drain()
    told_by_the_platform(status)(message(one))
    assert platform.drain() == []
    assert (message(one)["status"], message(one)["provider_id"]) == (status, "wamid.1")
    assert "error" not in message(one)
    assert platform.calls == 1


def test_a_message_erased_during_its_call_stays_erased(
    platform: Platform, the_time: SteppingClock
) -> None:
    accepted("one", the_time.now)
    platform.answers = [lambda item: table.delete(item["pk"], item["sk"])]
    assert platform.drain() == []
    assert log.messages() == []
    assert outbox.waiting() == []


def test_a_status_written_without_the_platforms_id_gets_it(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [
        lambda item: table.update(item["pk"], item["sk"], "SET #status = :s", {":s": "delivered"})
    ]
    assert platform.drain() == []
    found = message(one)
    assert (found["status"], found["provider_id"]) == ("delivered", "wamid.1")
    assert "claimed_until" not in found


def test_a_claim_a_record_and_a_place_less_are_all_that_is_written(
    platform: Platform, the_time: SteppingClock
) -> None:
    accepted("one", the_time.now)
    platform.drain()  # the secrets are known from now on
    accepted("two", the_time.now)
    with faults.injected() as calls:
        platform.drain()
    writes = [name for name in calls.operations if name not in ("GetItem", "Query")]
    assert writes == ["UpdateItem"] * 3


def after_the_record(act: Callable[[], object]) -> faults.Fault:
    """Something happens between a drain's second write, the record, and its third."""
    done: list[int] = []

    def strike() -> None:
        done.append(1)
        if len(done) == 2:
            act()

    return faults.Fault("UpdateItem", strike, 2, "after")


def test_who_dies_between_record_and_outbox_leaves_a_place_that_the_next_look_takes_off(
    platform: Platform, the_time: SteppingClock
) -> None:
    one, two = accepted("one", the_time.now), accepted("two", the_time.now)

    def die() -> None:
        raise faults.Crash

    # Nothing is handed back, so that the queue brings the wake-up again.
    with faults.injected(after_the_record(die)), pytest.raises(faults.Crash):
        platform.drain()
    assert (message(one)["status"], outbox.waiting()) == (
        "sent",
        [message(one)["sk"], message(two)["sk"]],
    )
    assert platform.drain() == []
    assert (platform.sent, outbox.waiting()) == ([one, two], [])


def test_another_who_looks_between_record_and_outbox_goes_on_with_the_next(
    platform: Platform, the_time: SteppingClock
) -> None:
    one, two = accepted("one", the_time.now), accepted("two", the_time.now)
    other = Platform()
    with faults.injected(after_the_record(other.drain)):
        assert platform.drain() == []
    assert (platform.sent, other.sent, outbox.waiting()) == ([one], [two], [])


def test_a_place_that_could_not_be_taken_off_is_taken_off_at_the_next_look(
    platform: Platform, the_time: SteppingClock
) -> None:
    one, two = accepted("one", the_time.now), accepted("two", the_time.now)

    def busy() -> None:
        calls.faults.append(faults.throttled("UpdateItem", times=3))

    with faults.injected(after_the_record(busy)) as calls:
        assert platform.drain() == []
    assert (platform.sent, outbox.waiting()) == ([one, two], [])


def test_while_no_place_can_be_taken_off_the_wake_up_comes_back(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)

    def down() -> None:
        calls.faults.append(faults.throttled("UpdateItem", times=float("inf")))

    with faults.injected(after_the_record(down)) as calls:
        assert platform.drain() == ["0"]
    assert platform.drain() == []
    assert (platform.sent, outbox.waiting()) == ([one], [])


def test_what_was_refused_leaves_the_outbox_after_it_is_written(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    the_time.advance(hours=24)

    def die() -> None:
        raise faults.Crash

    refused = faults.Fault("UpdateItem", die, 1, "after")
    with faults.injected(refused), pytest.raises(faults.Crash):
        platform.drain()
    assert (message(one)["status"], outbox.waiting()) == ("failed", [message(one)["sk"]])
    assert platform.drain() == []
    assert (platform.calls, outbox.waiting()) == (0, [])
