"""Putting wake-ups on queues: on FIFO ones a group a conversation, and repeats dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import Unavailable

_BATCH: Final = 10  # entries that SendMessageBatch takes
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class WakeUp:
    """One message for a queue. ``group`` is for FIFO ones; without ``deduplication`` the content
    decides there."""

    queue_url: str
    group: str
    body: str
    deduplication: str = ""


def send(wake_ups: Iterable[WakeUp]) -> None:
    """Put them on their queues. Raises Unavailable if one could not be, others then being there."""
    by_queue: dict[str, list[WakeUp]] = {}
    for wake_up in dict.fromkeys(wake_ups):
        by_queue.setdefault(wake_up.queue_url, []).append(wake_up)
    for queue_url, waiting in by_queue.items():
        for start in range(0, len(waiting), _BATCH):
            _send_batch(queue_url, waiting[start : start + _BATCH])


def _send_batch(queue_url: str, wake_ups: Sequence[WakeUp]) -> None:
    left = {str(number): _entry(wake_up) for number, wake_up in enumerate(wake_ups)}
    for _ in range(_TRIES):
        entries = [{"Id": number, **entry} for number, entry in left.items()]
        failed = {entry["Id"] for entry in _call(queue_url, entries).get("Failed", ())}
        left = {number: entry for number, entry in left.items() if number in failed}
        if not left:
            return
    raise Unavailable("queue did not take all wake-ups")


def _entry(wake_up: WakeUp) -> dict[str, str]:
    entry = {"MessageBody": wake_up.body}
    if wake_up.group:
        entry["MessageGroupId"] = wake_up.group
    if wake_up.deduplication:
        entry["MessageDeduplicationId"] = wake_up.deduplication
    return entry


def _call(queue_url: str, entries: list[dict[str, str]]) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = aws.client("sqs").send_message_batch(
            QueueUrl=queue_url, Entries=entries
        )
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("queue cannot take it") from error
    return answer
