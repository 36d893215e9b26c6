"""Agents and teams that an admin removes leave conversations, which somebody else is to get."""

from typing import Final

from functions.agent_api.inbox import page
from shared import clock, timers, waking
from shared.routing import presence
from shared.settings import settings
from shared.waking import WakeUp

_AT_A_TIME: Final = 100
_MOST: Final = 5_000  # what is beyond is looked at when the customer writes


def agent(name: str) -> None:
    """Have all that ``name``, who is not there any more, works on looked at. Raises Unavailable."""
    presence.say(name, "offline")
    _wake(f"agent:{name}")


def team(name: str) -> None:
    """Have all that waits for ``name`` looked at. Raises Unavailable."""
    _wake(f"team:{name}")


def _wake(holder: str) -> None:
    now, after, woken = clock.now_ms(), None, 0
    while woken < _MOST:
        found = page((holder,), ("open", "pending"), after, _AT_A_TIME)
        waking.send(_look(entry["pk"].removeprefix("C#"), holder, now) for entry in found.entries)
        woken, after = woken + _AT_A_TIME, found.after
        if after is None:
            return


def _look(conversation: str, holder: str, now: int) -> WakeUp:
    body = timers.wake_up("look", conversation, f"{holder} was removed", now)
    return WakeUp(settings().wake_queue_url, conversation, body)
