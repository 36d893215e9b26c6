"""Timers that ring under a clock which a test moves, and what is still to ring."""

from typing import Any

from functions.ring.ring import SKEW_MS
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.follow_log.stream_reader import queued
from tests.functions.orchestrate.runs import record, wake
from tests.journeys import timers

__all__ = ["due", "ring"]


def due() -> list[int]:
    """When timers are still to ring, in ms."""
    return [entry["at"] for entry in timers.waiting()]


def ring(clock: SteppingClock) -> list[dict[str, Any]]:
    """Every timer whose time has come, until none is left; returns what they said."""
    rung = []
    while timers.any_due(clock.now + SKEW_MS):
        clock.now += SKEW_MS
        timers.ring()
        clock.now -= SKEW_MS
        said = [record(**body) for body in queued(settings().wake_queue_url)]
        assert wake(*said) == []
        rung += said
    return rung
