"""Waking those whose turn it is, so that each takes the place that it was found."""

from shared import clock, timers
from shared.routing.seats import seats
from shared.settings import settings
from shared.waking import WakeUp


def wake_ups(team: str, cause: str) -> list[WakeUp]:
    """One for each who waits for ``team`` and could get an agent now. ``cause`` names what made
    that so: for the same one nobody is woken twice. Raises Unavailable."""
    now = clock.now_ms()
    return [
        WakeUp(
            settings().wake_queue_url,
            conversation,
            timers.wake_up("free", conversation, f"{team} {cause}", now),
        )
        for conversation in seats(team)
    ]
