"""Lambda: store what webhooks had to leave on the spill queue."""

from typing import Any

from shared import clock
from shared.errors import Unavailable
from shared.intake import spilling, storing
from shared.observability import logger

_TO_ANSWER_MS = 5_000  # of the function's own time, so that what is done is not done again


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of SQS records; those not wholly done are reported and come back."""
    until = clock.now_ms() + context.get_remaining_time_in_millis() - _TO_ANSWER_MS
    failed = [r["messageId"] for r in event["Records"] if not _done(r["body"], until)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _done(body: str, until: int) -> bool:
    try:
        tally, left = storing.store(spilling.spilled(body), until)
    # Nobody else can read it either: it ends in the dead-letter queue, where an alarm is.
    except (KeyError, TypeError, ValueError) as error:
        logger.error("unreadable spill", error=type(error).__name__)
        return False
    except Unavailable as error:
        logger.warning("still spilled", reason=str(error))
        return False
    logger.info("stored spill", stored=tally.stored, repeated=tally.repeated, left=len(left.items))
    return not left
