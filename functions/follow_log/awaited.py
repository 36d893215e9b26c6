"""Which messages annotations wait for, as a summary has it in ``awaited``: pure.

Nearly always none, and then a new message need not be asked for its annotations. A platform may
tell of messages that never come, so each ref has the last day (of those since 1970) on which it
counts. Refs are few and stand there by their half, so that a summary stays small; beyond that all
count as awaited, until the last of their days.

Nothing is lost where a ref counts no more: a message that comes so long after it was said is asked
whether it is awaited or not.
"""

from collections.abc import Mapping
from typing import Final

from shared.table import Item
from shared.windows.window import effective

NAME: Final = "awaited"
# Of how many other names' logs this was made one, if it has still to be looked through for what is
# awaited.
ANEW: Final = "awaited_anew"
# So that a summary stays below a kilobyte: a larger one costs more with every message than a query.
MOST: Final = 4
ANY: Final = "*"
_DAY_MS: Final = 86_400_000
_DAYS: Final = 3
# An annotation comes no sooner than its message was said, so that a ref counts for longer than
# this by a day, for clocks that differ.
LATE_MS: Final = 2 * _DAY_MS
LONGEST_MS: Final = (_DAYS + 1) * _DAY_MS

Refs = Mapping[str, int]


def half(ref: str) -> str:
    """What of ``ref`` is enough to tell a few apart: 65 bits."""
    return ref[:13]


def may_be_awaited(message: Item, summary: Item, now: int) -> bool:
    """Whether annotations may wait for ``message``, which has just become known under its
    platform's id. ``now`` is in ms, as everywhere here."""
    ref = message.get("provider_ref")
    if not ref:
        return False
    return now - effective(message) > LATE_MS or bool({half(ref), ANY} & {*_of(summary, now)})


def is_remembered(ref: str, summary: Item, now: int) -> bool:
    """Whether ``summary`` says already that the message ``ref`` is awaited, for long enough: from
    the first of its annotations on, for it was said before that; of any message, from now on."""
    refs = _of(summary, now)
    return half(ref) in refs or refs.get(ANY, 0) >= _last_day(now)


def remembered(ref: str, refs: Refs, now: int) -> Item:
    """``refs`` once ``ref`` is awaited too."""
    return together(now, refs, {half(ref): _last_day(now)})


def together(now: int, *several: Refs) -> Item:
    """All that counts of ``several``."""
    found: dict[str, int] = {}
    for refs in several:
        for ref, until in counting(refs, now).items():
            found[ref] = max(until, found.get(ref, 0))
    return {ANY: max(found.values())} if ANY in found or len(found) > MOST else found


def inherited(summary: Item, was: Item, now: int) -> Item:
    """``summary``, of which the one that ``was`` another name's is part now, with what is awaited
    by either: its message may lie under the other name."""
    refs = together(now, summary.get(NAME, {}), was.get(NAME, {}))
    rest = {name: value for name, value in summary.items() if name not in (NAME, ANEW)}
    return {**rest, NAME: refs, ANEW: len(summary["also"])} if refs else rest


def without(ref: str, refs: Refs, now: int) -> Item:
    """``refs`` once the message has come, and then only what counts; the same if ``ref`` is none
    of them."""
    if half(ref) not in refs:
        return dict(refs)
    return {other: until for other, until in counting(refs, now).items() if other != half(ref)}


def counting(refs: Refs, now: int) -> Item:
    """Those of ``refs`` that still count."""
    return {ref: until for ref, until in refs.items() if until >= now // _DAY_MS}


def outdated(summary: Item, now: int) -> Item:
    """What changes on ``summary`` (None removes) where something counts no more; empty if not."""
    left = _of(summary, now)
    return {} if left == summary.get(NAME, {}) else {NAME: left or None}


def _of(summary: Item, now: int) -> Item:
    return counting(summary.get(NAME, {}), now)


def _last_day(now: int) -> int:
    return now // _DAY_MS + _DAYS
