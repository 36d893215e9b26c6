"""Wake-ups at a given time: a due entry that cannot be lost, and a one-off schedule that rings.

The schedule is punctual and may be lost (quota, a target that failed); the entry stays until
``done``, and the sweep wakes whatever is overdue. A chain of rings about one thing may have one
entry, for the time when it must be over: if one of its schedules is lost, nothing rings until then.
"""

import json
from datetime import UTC, datetime
from typing import Final, Literal

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws, clock, keys, table
from shared.errors import Unavailable
from shared.settings import settings

Kind = Literal["window", "due", "look"]

# EventBridge Scheduler never rings a time that has passed, and takes a moment to see a new one.
_SOONEST_MS: Final = 5_000
_RETRY_SECONDS: Final = 3_600


def wake_up(kind: str, conversation: str, cause: str, at: int) -> str:
    """The body of a wake-up. Equal bodies are one: the queue deduplicates by content."""
    said = {"kind": kind, "conversation": conversation, "cause": cause, "at": at}
    return json.dumps(said, sort_keys=True)


def ring(at: int, kind: Kind, conversation: str, cause: str, *, over_at: int | None = None) -> None:
    """Wake ``conversation`` at ``at`` (ms), or at once if that has passed.

    ``over_at``: when the chain of rings that begins with this one must be over; the entry is put
    for then. The same timer may be set any number of times. Raises Unavailable.
    """
    over_at = at if over_at is None else over_at
    table.put_if_absent(
        {
            "pk": keys.due_pk(conversation),
            "sk": keys.due_sk(over_at, kind, conversation),
            "kind": "due",
            "due_kind": kind,
            "conversation": conversation,
            "cause": cause,
            "at": over_at,
        }
    )
    ring_again(at, kind, conversation, cause)


def done(at: int, kind: Kind, conversation: str) -> None:
    """What was to be done by ``at`` is done: the sweep need not wake it."""
    table.delete(keys.due_pk(conversation), keys.due_sk(at, kind, conversation))


def ring_again(at: int, kind: Kind, conversation: str, cause: str) -> None:
    """Wake ``conversation`` at ``at`` (ms) too: the chain has its entry. Raises Unavailable."""
    try:
        aws.client("scheduler").create_schedule(
            Name=keys.digest("timer", kind, conversation, str(at)),
            GroupName=settings().schedule_group,
            ScheduleExpression=f"at({_second(at)})",
            ScheduleExpressionTimezone="UTC",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            Target={
                "Arn": settings().wake_queue_arn,
                "RoleArn": settings().schedule_role_arn,
                "Input": wake_up(kind, conversation, cause, at),
                "SqsParameters": {"MessageGroupId": conversation},
                "RetryPolicy": {
                    "MaximumEventAgeInSeconds": _RETRY_SECONDS,
                    "MaximumRetryAttempts": 10,
                },
                "DeadLetterConfig": {"Arn": settings().schedule_dlq_arn},
            },
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "ConflictException":
            return  # already set
        if code == "ValidationException":
            raise  # will never be accepted
        raise Unavailable(code) from error
    except BotoCoreError as error:
        raise Unavailable(type(error).__name__) from error


def _second(at: int) -> str:
    """Rounded up, so that it never rings before its time."""
    moment = max(at, clock.now_ms() + _SOONEST_MS)
    return f"{datetime.fromtimestamp(-(-moment // 1000), UTC):%Y-%m-%dT%H:%M:%S}"
