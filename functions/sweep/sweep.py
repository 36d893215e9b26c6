"""Lambda: every five minutes, wake what a timer forgot and bring back what was left lying."""

from typing import Any

from functions.sweep import files, overdue, parked
from shared import clock
from shared.observability import logger


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Bounded work a run; what is left is for the next. Raises Unavailable, and then the next run
    does it all: nothing here can be done twice to harm."""
    now = clock.now_ms()
    woken, touched = overdue.wake(now), parked.bring_back(now)
    logger.info("swept", woken=woken, touched=touched, files=files.bring_back(now))
