"""Whatever service is down, nothing authentic is lost and nothing is stored twice."""

from typing import Any

import pytest

from tests import faults
from tests.clock import SteppingClock
from tests.shared import contents_of
from tests.shared.arrivals import deliver, noted, said, store_what_was_spilled

pytestmark = pytest.mark.usefixtures("the_time")


def test_a_table_that_is_down_spills_and_the_message_is_stored_once_later(
    cloud: Any, the_time: SteppingClock
) -> None:
    arrived = the_time.now
    with faults.injected(faults.down("dynamodb")):
        assert deliver(said("wamid.1"), noted()) == 200
    assert contents_of.table(cloud) == []
    the_time.advance(minutes=10)
    deliver(said("wamid.2"))
    assert store_what_was_spilled(cloud) == []
    stored = {i.get("provider_id", "noted"): i["received_at"] for i in contents_of.table(cloud)}
    assert stored == {"wamid.1": arrived, "noted": arrived, "wamid.2": the_time.now}


@pytest.mark.parametrize(
    "fault",
    [
        faults.throttled("PutItem"),
        faults.refused("PutItem", "InternalServerError", status=500),
        faults.refused("PutItem", "AccessDeniedException"),
        faults.timed_out("PutItem", done=True),
    ],
    ids=lambda fault: fault.name,
)
def test_whatever_keeps_the_table_from_taking_it_spills(cloud: Any, fault: faults.Fault) -> None:
    with faults.injected(fault) as calls:
        assert deliver(said("wamid.1"), said("wamid.2")) == 200
    assert calls.count("PutItem") == 1
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 2


def test_with_the_spill_queue_down_as_well_the_platform_is_asked_to_send_again(
    cloud: Any,
) -> None:
    with faults.injected(faults.down("dynamodb"), faults.down("sqs")):
        assert deliver(said("wamid.1")) == 503
    assert deliver(said("wamid.1")) == 200
    assert len(contents_of.table(cloud)) == 1


def test_with_the_secrets_down_the_platform_is_asked_to_send_again(cloud: Any) -> None:
    with faults.injected(faults.down("secretsmanager")):
        assert deliver(said("wamid.1")) == 503
    assert deliver(said("wamid.1")) == 200


def test_a_quarantine_that_is_down_spills_and_is_kept_later(cloud: Any) -> None:
    with faults.injected(faults.down("s3")):
        assert deliver(said("wamid.1"), "something new") == 200
    assert len(contents_of.table(cloud)) == 1
    assert store_what_was_spilled(cloud) == []
    assert list(contents_of.bucket(cloud).values()) == [b'"something new"']


def test_with_quarantine_and_spill_down_the_platform_is_asked_to_send_again(cloud: Any) -> None:
    with faults.injected(faults.down("s3"), faults.down("sqs")):
        assert deliver("something new") == 503
    assert deliver("something new") == 200
    assert len(contents_of.bucket(cloud)) == 1


def test_what_does_not_fit_in_five_seconds_is_spilled(cloud: Any, the_time: SteppingClock) -> None:
    slow = faults.Fault("PutItem", lambda: the_time.advance(seconds=1) and None, float("inf"))
    with faults.injected(slow) as calls:
        assert deliver(*(said(f"wamid.{n}") for n in range(50))) == 200
    assert calls.count("PutItem") == 6
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 50


def test_a_spill_too_large_for_the_queue_goes_by_way_of_the_bucket(cloud: Any) -> None:
    batch = [said(f"wamid.{n}", text="x" * 30_000) for n in range(50)]
    with faults.injected(faults.down("dynamodb")):
        assert deliver(*batch) == 200
    assert len(contents_of.bucket(cloud, "spill/")) == 1
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 50
