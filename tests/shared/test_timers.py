"""Timers: a due entry first, then a one-off schedule that rings once."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import keys, table, timers
from shared.errors import Unavailable
from tests import faults
from tests.clock import SteppingClock

C = "conversation"


def schedules(cloud: Any) -> list[dict[str, Any]]:
    scheduler = cloud.client("scheduler")
    names = [found["Name"] for found in scheduler.list_schedules()["Schedules"]]
    return [scheduler.get_schedule(GroupName="threadline", Name=name) for name in names]


def test_a_timer_is_a_due_entry_and_a_one_off_schedule_for_the_mailbox(
    cloud: Any, the_time: SteppingClock
) -> None:
    at = the_time.now + 90_001
    timers.ring(at, "window", C, "cause")
    assert table.get(keys.due_pk(C), keys.due_sk(at, "window", C)) == {
        "pk": "DUE#0",
        "sk": f"{at}#window#{C}",
        "kind": "due",
        "due_kind": "window",
        "conversation": C,
        "cause": "cause",
        "at": at,
    }
    [schedule] = schedules(cloud)
    assert schedule["ScheduleExpression"] == "at(2026-01-01T00:01:31)"
    assert schedule["ScheduleExpressionTimezone"] == "UTC"
    assert schedule["ActionAfterCompletion"] == "DELETE"
    target = schedule["Target"]
    assert target["Arn"].endswith(":wake.fifo")
    assert target["SqsParameters"] == {"MessageGroupId": C}
    assert target["RetryPolicy"]["MaximumRetryAttempts"] == 10
    assert json.loads(target["Input"]) == {
        "kind": "window",
        "conversation": C,
        "cause": "cause",
        "at": at,
    }
    assert target["Input"] == timers.wake_up("window", C, "cause", at)


def test_the_same_timer_may_be_set_again(cloud: Any, the_time: SteppingClock) -> None:
    for _ in range(2):
        timers.ring(the_time.now + 60_000, "due", C, "cause")
    assert len(schedules(cloud)) == 1


def test_other_kinds_times_and_conversations_are_other_timers(
    cloud: Any, the_time: SteppingClock
) -> None:
    at = the_time.now + 60_000
    timers.ring(at, "due", C, "cause")
    timers.ring(at, "window", C, "cause")
    timers.ring(at + 1, "due", C, "cause")
    timers.ring(at, "due", "another", "cause")
    assert len(schedules(cloud)) == 4


def test_a_time_that_has_passed_rings_in_a_few_seconds(cloud: Any, the_time: SteppingClock) -> None:
    timers.ring(the_time.now - 60_000, "due", C, "cause")
    [schedule] = schedules(cloud)
    assert schedule["ScheduleExpression"] == "at(2026-01-01T00:00:05)"


def test_a_chain_has_one_entry_for_its_end_and_a_schedule_for_each_ring(
    cloud: Any, the_time: SteppingClock
) -> None:
    begins, over = the_time.now + 60_000, the_time.now + 600_000
    timers.ring(begins, "window", C, "cause", over_at=over)
    timers.ring_again(begins + 60_000, "window", C, "cause")
    [entry] = table.query(keys.due_pk(C), "0", "9~")
    assert (entry["at"], entry["sk"]) == (over, keys.due_sk(over, "window", C))
    said = [json.loads(schedule["Target"]["Input"])["at"] for schedule in schedules(cloud)]
    assert sorted(said) == [begins, begins + 60_000]


def test_the_due_entry_is_there_before_anything_can_be_lost(
    cloud: Any, the_time: SteppingClock
) -> None:
    at = the_time.now + 60_000
    with faults.injected(faults.down("scheduler")) as calls, pytest.raises(Unavailable):
        timers.ring(at, "window", C, "cause")
    assert calls.operations[0] == "PutItem"
    assert table.get(keys.due_pk(C), keys.due_sk(at, "window", C))
    with faults.injected(faults.throttled("CreateSchedule")), pytest.raises(Unavailable):
        timers.ring(at, "window", C, "cause")


def test_what_the_scheduler_will_never_accept_is_no_passing_fault(
    cloud: Any, the_time: SteppingClock
) -> None:
    refused = faults.refused("CreateSchedule", "ValidationException")
    with faults.injected(refused), pytest.raises(ClientError):
        timers.ring(the_time.now, "window", C, "cause")


def test_what_is_done_is_due_no_more(cloud: Any, the_time: SteppingClock) -> None:
    timers.ring(the_time.now, "window", C, "cause")
    for _ in range(2):
        timers.done(the_time.now, "window", C)
    assert table.get(keys.due_pk(C), keys.due_sk(the_time.now, "window", C)) is None
