"""Spilled work is stored once, however often it comes and wherever it stops."""

from functools import partial
from typing import Any

import pytest

from functions.store_spilled.store import lambda_handler
from tests import faults
from tests.clock import SteppingClock
from tests.shared import contents_of
from tests.shared.arrivals import TimeLeft, deliver, said

pytestmark = pytest.mark.usefixtures("the_time")


def spilled(cloud: Any, *names: str) -> dict[str, Any]:
    """An event with one record per webhook, each of a message and something unreadable."""
    deliver()  # the secrets are kept
    with faults.injected(faults.down("dynamodb"), faults.down("s3")):
        for name in names:
            assert deliver(said(name, identity=name), f"unreadable {name}") == 200
    return {"Records": contents_of.spill_records(cloud)}


def run(event: dict[str, Any], left_ms: int = 60_000) -> list[str]:
    answer = lambda_handler(event, TimeLeft(left_ms))
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def ids(event: dict[str, Any]) -> list[str]:
    return [record["messageId"] for record in event["Records"]]


def test_spilled_work_is_stored_and_kept(cloud: Any) -> None:
    assert run(spilled(cloud, "a", "b")) == []
    assert {item["identity"] for item in contents_of.table(cloud)} == {"a", "b"}
    assert len(contents_of.bucket(cloud, "quarantine/")) == 2


def test_a_batch_that_comes_again_changes_nothing(cloud: Any, the_time: SteppingClock) -> None:
    event = spilled(cloud, "a", "b")
    run(event)
    before = contents_of.table(cloud)
    the_time.advance(minutes=5)
    assert run(event) == []
    assert contents_of.table(cloud) == before
    assert len(contents_of.bucket(cloud, "quarantine/")) == 2


def test_a_message_redelivered_before_its_spill_keeps_what_came_first_to_the_table(
    cloud: Any, the_time: SteppingClock
) -> None:
    event = spilled(cloud, "a")
    the_time.advance(minutes=1)
    deliver(said("a", identity="a"))
    before = contents_of.table(cloud)
    assert run(event) == []
    assert contents_of.table(cloud) == before


def test_only_the_records_that_failed_come_back(cloud: Any) -> None:
    event = spilled(cloud, "a", "b", "c")
    with faults.injected(faults.throttled("PutItem")):
        assert run(event) == ids(event)[:1]
    assert len(contents_of.table(cloud)) == 2
    assert run(event) == []
    assert len(contents_of.table(cloud)) == 3


def test_a_record_half_done_comes_back(cloud: Any) -> None:
    event = spilled(cloud, "a")
    with faults.injected(faults.down("s3")):
        assert run(event) == ids(event)
    assert len(contents_of.table(cloud)) == 1
    assert run(event) == []
    assert len(contents_of.bucket(cloud, "quarantine/")) == 1


def test_what_there_is_no_time_for_comes_back(cloud: Any) -> None:
    event = spilled(cloud, "a", "b")
    assert run(event, left_ms=4_000) == ids(event)
    assert contents_of.table(cloud) == []


@pytest.mark.parametrize("body", ["", "not json", "{}", "[]", '{"at": "spill/gone.json"}'])
def test_a_record_nobody_can_read_fails_alone(cloud: Any, body: str) -> None:
    event = spilled(cloud, "a")
    event["Records"].insert(0, {"messageId": "odd", "body": body})
    assert run(event) == ["odd"]
    assert len(contents_of.table(cloud)) == 1


def test_a_crash_between_any_two_calls_loses_and_doubles_nothing(cloud: Any) -> None:
    points = faults.crash_points(partial(run, spilled(cloud, "counted", "counted too")))
    assert len(points) == 2 * 4
    for point in points:
        event = spilled(cloud, f"{point}", f"{point} too")
        faults.run_until(point, partial(run, event))
        assert run(event) == []
    everybody = 2 * (1 + len(points))
    assert len(contents_of.table(cloud)) == everybody
    assert len(contents_of.bucket(cloud, "quarantine/")) == everybody
