"""Lambda: every five minutes, wake what a timer forgot and bring back what was parked."""

from typing import Any

from functions.sweep import overdue, parked
from shared import clock
from shared.observability import logger


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Bounded work a run; what is left is for the next. Raises Unavailable, and then the next run
    does it all: nothing here can be done twice to harm."""
    now = clock.now_ms()
    logger.info("swept", woken=overdue.wake(now), touched=parked.bring_back(now))
