"""Lambda: takes wake-ups out of the mailbox and has each one's work done before the next."""

import json
import traceback
from collections.abc import Mapping
from typing import Any, Final, get_args

from functions.orchestrate import coming, echoes, windows
from functions.orchestrate.due import requeue
from shared import clock, machines, timers
from shared.batches import Failures, in_order
from shared.delivery import waiting
from shared.errors import Unavailable
from shared.observability import logger
from shared.settings import settings

_TIMERS: Final = get_args(timers.Kind)


def lambda_handler(event: dict[str, Any], context: object) -> Failures:
    """Returns the partial batch response."""
    return in_order(event, _done)


def _done(record: Mapping[str, Any]) -> bool:
    try:
        wake_up = json.loads(record["body"])
        _work(wake_up["kind"], wake_up["conversation"], wake_up["cause"], wake_up["at"])
    except Exception as error:  # one conversation's failure must not be another's
        # Only the kind and the place: an error's own text may hold what a customer wrote.
        where = traceback.format_tb(error.__traceback__)[-2:]
        logger.error("wake-up failed", kind=type(error).__name__, where=where)
        return False
    return True


def _inbound(conversation: str, cause: str) -> None:
    run = {"conversation": conversation, "cause": cause, "looks": 0}
    machines.run(settings().inbound_machine_arn, run)


def _work(kind: str, conversation: str, cause: str, at: int) -> None:
    if kind in _TIMERS and at > clock.now_ms():
        raise Unavailable("a timer rang too early, and comes back")
    match kind:
        case "message":
            _inbound(conversation, cause)
        case "decision" | "free" | "look":
            _inbound(conversation, "")
        case "window":
            windows.rang(conversation, int(cause))
        case "waiting":
            waiting.release(conversation)
        case "echo":
            echoes.answered(conversation, cause)
        case "came":
            coming.came(conversation, cause)
        case "answer":
            coming.answered(conversation, cause)
        case "due":
            requeue(conversation)
        case _:
            raise ValueError("a wake-up of an unknown kind")
