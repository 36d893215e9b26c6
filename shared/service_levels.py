"""What was promised to a customer: until when to answer, to answer again, and to resolve.

A promise is in minutes of a calendar's business time, and there may be one for each priority.
Times are ms since the epoch; an episode begins anew after it was resolved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

from shared.hours.calendars import Calendar
from shared.hours.opening import after_open_ms, open_ms_between

State = Literal["running", "paused", "met", "breached"]
Pause = tuple[int, int | None]  # (from, to); to is None while it lasts

PRIORITIES: Final = ("low", "normal", "high", "urgent")
CLOCKS: Final = ("first", "next", "resolution")
WARN_PERCENT: Final = 75
_MINUTE_MS: Final = 60_000
_LONGEST: Final = 525_600  # minutes: a year of hours that never close


@dataclass(frozen=True, slots=True)
class Targets:
    """Minutes of business time; None where nothing is promised."""

    first: int | None = None
    next: int | None = None
    resolution: int | None = None

    @classmethod
    def parse(cls, settings: Mapping[str, Any], priority: str) -> Self:
        """Those of ``priority`` in settings like ``{"high": {"first": 30, "resolution": 480}}``.

        Raises ValueError, with the place of what is wrong in any of them.
        """
        for name, targets in settings.items():
            _check(name, targets)
        return cls(**settings.get(priority, {}))


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened in an episode."""

    opened_at: int
    first_answer_at: int | None = None
    waiting_since: int | None = None  # the customer has been waiting for an answer
    resolved_at: int | None = None
    pauses: Sequence[Pause] = ()  # pending or snoozed


@dataclass(frozen=True, slots=True)
class Clock:
    """How a promise stands. While it is ``paused``, its times are those it would have if it went
    on now; None if nothing runs, or if the calendar does not open in time."""

    state: State
    due_at: int | None
    warn_at: int | None


def clocks(
    facts: Facts,
    targets: Targets,
    calendar: Calendar | None,
    now: int,
    *,
    warn_percent: int = WARN_PERCENT,
) -> dict[str, Clock]:
    """A clock for each promise that there is, by the names of ``CLOCKS``.

    ``first`` runs from the opening to the first answer. ``next`` runs after it whenever the
    customer waits and pauses while we wait for the customer. ``resolution`` runs from the opening
    to the end and pauses while the conversation is pending or snoozed. What is kept at the very
    moment it is due is kept; a warning comes at ``warn_percent`` of the time.
    """
    ended = facts.resolved_at
    found: dict[str, Clock] = {}
    if targets.first is not None:
        run = _Run(facts.opened_at, _earlier(facts.first_answer_at, ended), ())
        found["first"] = run.clock(targets.first, calendar, now, warn_percent)
    if targets.next is not None:
        found["next"] = _next(facts, targets.next, calendar, now, warn_percent)
    if targets.resolution is not None:
        run = _Run(facts.opened_at, ended, facts.pauses)
        found["resolution"] = run.clock(targets.resolution, calendar, now, warn_percent)
    return found


def _next(
    facts: Facts, minutes: int, calendar: Calendar | None, now: int, warn_percent: int
) -> Clock:
    if facts.first_answer_at is None or facts.waiting_since is None:
        return Clock("paused" if facts.resolved_at is None else "met", None, None)
    run = _Run(facts.waiting_since, facts.resolved_at, ())
    return run.clock(minutes, calendar, now, warn_percent)


@dataclass(frozen=True, slots=True)
class _Run:
    since: int
    stopped: int | None
    pauses: Sequence[Pause]

    def clock(self, minutes: int, calendar: Calendar | None, now: int, warn_percent: int) -> Clock:
        target = minutes * _MINUTE_MS
        due = self._reached(target, calendar, now)
        warn = self._reached(target * warn_percent // 100, calendar, now)
        return Clock(self._state(due, now), due, warn)

    def _state(self, due: int | None, now: int) -> State:
        if due is not None and due < (now if self.stopped is None else self.stopped):
            return "breached"
        if self.stopped is not None:
            return "met"
        paused = any(start <= now and (end is None or now < end) for start, end in self.pauses)
        return "paused" if paused else "running"

    def _reached(self, ms: int, calendar: Calendar | None, now: int) -> int | None:
        """When ``ms`` of business time have passed outside the pauses."""
        at, left = self.since, ms
        until = now if self.stopped is None else self.stopped
        ends = ((start, until if end is None else end) for start, end in self.pauses)
        for start, end in sorted(ends):
            if end <= start:
                continue  # it lasts, but has not begun
            if start > at:
                reached = after_open_ms(calendar, at, left)
                if reached is not None and reached <= start:
                    return reached
                left -= open_ms_between(calendar, at, start)
            at = max(at, end)
        return after_open_ms(calendar, at, left)


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _check(priority: str, targets: Any) -> None:
    if priority not in PRIORITIES:
        raise ValueError(f"#/{priority}: is unknown; known are {', '.join(PRIORITIES)}")
    if not isinstance(targets, Mapping):
        raise ValueError(f"#/{priority}: must be an object")
    for name, minutes in targets.items():
        if name not in CLOCKS:
            raise ValueError(f"#/{priority}/{name}: is unknown; known are {', '.join(CLOCKS)}")
        if type(minutes) is not int or not 0 < minutes <= _LONGEST:
            raise ValueError(f"#/{priority}/{name}: must be minutes, from 1 to {_LONGEST}")
