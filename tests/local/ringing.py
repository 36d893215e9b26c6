"""EventBridge Scheduler's part: rings one-off schedules, in the engine's place.

The engine rings by the time of day; the stack's clock may be ahead of it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from tests.local.cloud import Cloud

log = logging.getLogger(__name__)

_EVERY_S: Final = 0.5
Name = tuple[str, str]  # group and name


class Ringer:
    def __init__(self, cloud: Cloud, now: Callable[[], int]) -> None:
        self._cloud, self._now = cloud, now
        self._known: dict[Name, dict[str, Any]] = {}

    def ring(self) -> int:
        """Put the input of what is due on its queue, then delete the schedule; how many."""
        there = self._look()
        due = [name for name in there if _at(self._known[name]) <= self._now()]
        for name in due:
            self._ring(self._known.pop(name))
        return len(due)

    def _look(self) -> list[Name]:
        """The one-off schedules that are there; each is read once, for it never changes."""
        scheduler, there = self._cloud.client("scheduler"), set[Name]()
        for page in scheduler.get_paginator("list_schedules").paginate():
            for each in page["Schedules"]:
                there.add(name := (each["GroupName"], each["Name"]))
                if name not in self._known:
                    self._known[name] = scheduler.get_schedule(GroupName=name[0], Name=name[1])
        self._known = {name: found for name, found in self._known.items() if name in there}
        return [n for n, found in self._known.items() if _is_one_off(found)]

    def _ring(self, schedule: dict[str, Any]) -> None:
        target, sqs = schedule["Target"], self._cloud.client("sqs")
        url = sqs.get_queue_url(QueueName=target["Arn"].rsplit(":", 1)[1])["QueueUrl"]
        group = target.get("SqsParameters") or {}
        sqs.send_message(QueueUrl=url, MessageBody=target["Input"], **group)
        self._cloud.client("scheduler").delete_schedule(
            GroupName=schedule["GroupName"], Name=schedule["Name"]
        )


def _is_one_off(schedule: dict[str, Any]) -> bool:
    return str(schedule["ScheduleExpression"]).startswith("at(")


def _at(schedule: dict[str, Any]) -> int:
    moment = datetime.fromisoformat(schedule["ScheduleExpression"][3:-1]).replace(tzinfo=UTC)
    return int(moment.timestamp() * 1000)


@contextmanager
def ringing(cloud: Cloud, now: Callable[[], int]) -> Iterator[None]:
    """Ring inside the block."""
    ringer, stop = Ringer(cloud, now), threading.Event()

    def run() -> None:
        while not stop.wait(_EVERY_S):
            try:
                ringer.ring()
            except (ClientError, BotoCoreError) as error:
                # Rung by somebody else, or the engine goes down; what is left is seen again.
                log.info("ringing: %s", error)

    thread = threading.Thread(target=run, name="ringing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
