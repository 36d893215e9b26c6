"""One-off schedules are rung by the stack's clock, once, and others left alone."""

import json
from typing import Any

import pytest

from shared import aws, timers
from tests.clock import SteppingClock
from tests.local.cloud import Cloud
from tests.local.places import REGION
from tests.local.ringing import Ringer

CONVERSATION = "c" * 26
HOUR_MS = 3_600_000


@pytest.fixture
def ringer(cloud: Any, the_time: SteppingClock) -> Ringer:
    made = Cloud(None)
    for service in ("scheduler", "sqs"):
        made._clients[service] = aws.client(service)
    return Ringer(made, the_time)


def rung() -> list[dict[str, Any]]:
    sqs = aws.client("sqs")
    queue = sqs.get_queue_url(QueueName="wake.fifo")["QueueUrl"]
    answer = sqs.receive_message(
        QueueUrl=queue, MaxNumberOfMessages=10, MessageSystemAttributeNames=["MessageGroupId"]
    )
    return [
        {**json.loads(m["Body"]), "group": m["Attributes"]["MessageGroupId"]}
        for m in answer.get("Messages", ())
    ]


def test_a_timer_rings_once_its_time_has_come_on_the_moved_clock(
    ringer: Ringer, the_time: SteppingClock
) -> None:
    timers.ring(the_time.now + HOUR_MS, "window", CONVERSATION, "7")
    assert ringer.ring() == 0
    the_time.advance(hours=1)
    assert (ringer.ring(), ringer.ring()) == (1, 0)
    [told] = rung()
    assert (told["kind"], told["cause"], told["group"]) == ("window", "7", CONVERSATION)


def test_a_timer_that_was_taken_away_does_not_ring(ringer: Ringer, the_time: SteppingClock) -> None:
    timers.ring(the_time.now + HOUR_MS, "window", CONVERSATION, "7")
    ringer.ring()
    scheduler = aws.client("scheduler")
    [there] = scheduler.list_schedules()["Schedules"]
    scheduler.delete_schedule(GroupName=there["GroupName"], Name=there["Name"])
    the_time.advance(hours=1)
    assert (ringer.ring(), rung()) == (0, [])


def test_a_schedule_that_rings_again_and_again_is_the_engines(
    ringer: Ringer, the_time: SteppingClock
) -> None:
    aws.client("scheduler").create_schedule(
        Name="sweep",
        GroupName="threadline",
        ScheduleExpression="rate(5 minutes)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": f"arn:aws:sqs:{REGION}:1:wake.fifo", "RoleArn": "arn:aws:iam::1:role/r"},
    )
    the_time.advance(hours=24)
    assert (ringer.ring(), rung()) == (0, [])
