"""The sweep: overdue timers and parked records."""

from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler as follow
from functions.sweep import parked
from functions.sweep.sweep import lambda_handler
from shared import table
from shared.configuration import stored
from shared.settings import settings
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import NOON, conversation, said
from tests.functions.follow_log.stream_reader import StreamReader, batch, kinds, queued

C = conversation()


def sweep() -> None:
    lambda_handler({}, None)


def woken() -> list[dict[str, Any]]:
    return queued(settings().wake_queue_url)


@pytest.fixture
def poisoned(cloud: Any, the_time: SteppingClock) -> tuple[StreamReader, Item]:
    """A message that cannot be followed, and is parked."""
    stream, poison = StreamReader(), said("wamid.poison")
    del poison["received_at"]
    table.put(poison)
    follow(batch(stream.read()), None)
    assert len(kinds("parked")) == 1
    return stream, poison


def mend(poison: Item) -> None:
    """As a fix of the code would: from now on it can be followed."""
    table.update(poison["pk"], poison["sk"], "SET #received_at = :at", {":at": NOON + 500})


def test_a_parked_record_is_carried_again_and_ends_once_it_goes_well(
    poisoned: tuple[StreamReader, Item], the_time: SteppingClock
) -> None:
    stream, poison = poisoned
    sweep()
    assert stream.read() == []
    the_time.advance(minutes=1)
    sweep()
    follow(batch(stream.read()), None)
    [record] = kinds("parked")
    assert record["attempts"] == 1
    mend(poison)
    stream.read()
    the_time.advance(minutes=15)
    sweep()
    follow(batch(stream.read()), None)
    assert kinds("parked") == []
    assert [body["kind"] for body in woken()] == ["message"]
    assert kinds("summary")[0]["inbound_at"] == NOON + 500
    assert [e["type"] for page in kinds("events") for e in page["events"]] == ["message.created"]


def test_a_record_that_never_goes_well_is_given_up_and_stays_parked(
    poisoned: tuple[StreamReader, Item],
    the_time: SteppingClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stream, _ = poisoned
    touches = 0
    for _ in range(40):
        the_time.advance(hours=1)
        sweep()
        records = stream.read()
        touches += len(records)
        follow(batch(records), None)
    assert touches == parked.TRIES
    [record] = kinds("parked")
    assert record["sk"].startswith(parked.GIVEN_UP)
    assert "next_at" not in record
    assert "parked record given up" in caplog.messages


def test_a_parked_record_whose_item_was_erased_is_forgotten(
    poisoned: tuple[StreamReader, Item], the_time: SteppingClock
) -> None:
    _, poison = poisoned
    table.delete(poison["pk"], poison["sk"])
    the_time.advance(minutes=1)
    sweep()
    assert kinds("parked") == []
    assert table.get(poison["pk"], poison["sk"]) is None


def test_a_crash_of_the_sweep_loses_nothing(
    poisoned: tuple[StreamReader, Item], the_time: SteppingClock
) -> None:
    stream, poison = poisoned
    mend(poison)
    stream.read()
    the_time.advance(minutes=2)
    for call in range(6):
        for when in ("before", "after"):
            with faults.injected(crash=faults.CrashPoint(call, when)):
                try:
                    sweep()
                except faults.Crash:
                    assert kinds("parked")
            the_time.advance(hours=7)
    sweep()
    follow(batch(stream.read()), None)
    assert kinds("parked") == []
    assert {body["kind"] for body in woken()} == {"message"}


def test_a_feed_of_closed_days_that_cannot_be_had_is_remembered_as_such(
    cloud: Any, the_time: SteppingClock
) -> None:
    # No server is there.
    url = "https://127.0.0.1:1/days.ics"
    stored.put("hours", "shop", {"ical_url": url}, by="admin")
    sweep()
    [feed] = table.query("S#hours-feeds", "!", "~")
    assert feed["tried_at"] == the_time()
    assert "could not be reached" in feed["error"]
