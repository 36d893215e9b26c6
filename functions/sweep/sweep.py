"""Lambda: every five minutes, wake whose turn it is and bring back what was left lying; once a day
read the feeds of closed days, once a month the holidays of countries."""

from typing import Any

from functions.sweep import files, parked, waiting
from shared import clock
from shared.configuration import stored
from shared.hours import feeds, known_holidays
from shared.observability import logger
from shared.settings import settings


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    """Bounded work a run; what is left is for the next. Raises Unavailable, and then the next run
    does it all: nothing here can be done twice to harm."""
    now = clock.now_ms()
    touched = parked.bring_back(now)
    asked = files.bring_back(now)
    turns = waiting.wake(now)
    known_holidays.refresh(now)
    stored.remember_shards(settings().inbox_shards)
    # Last, for they are somebody else's and may take their time.
    read = feeds.refresh(now)
    logger.info("swept", touched=touched, files=asked, turns=turns, feeds=read)
