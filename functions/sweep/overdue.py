"""Due entries whose timer has not rung, or whose wake-up came to nothing."""

from typing import Final

from shared import keys, metrics, table, timers, waking
from shared.errors import Conflict
from shared.settings import settings
from shared.table import Item
from shared.waking import WakeUp

LATE_MS: Final = 90_000  # Scheduler rings within a minute
MOST: Final = 100  # wake-ups a run
_READ: Final = 1_000
_PAUSE_MS: Final = 300_000
_LONGEST_MS: Final = 6 * 3_600_000
TRIES: Final = 12


def wake(now: int) -> int:
    """Wake again what was due before ``now`` - LATE_MS and is not done; returns how many.

    More and more rarely, and after TRIES no more: its wake-ups lie in the dead-letter queue then.
    """
    entries = _overdue(now)[:MOST]
    waking.send(_wake_up(entry) for entry in entries)
    for entry in entries:
        _remember(entry, now)
    return len(entries)


def _overdue(now: int) -> list[Item]:
    return [
        entry
        for shard in range(keys.DUE_SHARDS)
        for entry in table.query(f"DUE#{shard}", "0", f"{now - LATE_MS:013d}", limit=_READ)
        if entry.get("next_at", 0) <= now
    ]


def _wake_up(entry: Item) -> WakeUp:
    body = timers.wake_up(entry["due_kind"], entry["conversation"], entry["cause"], entry["at"])
    return WakeUp(settings().wake_queue_url, entry["conversation"], body)


def _remember(entry: Item, now: int) -> None:
    woken = entry.get("woken", 0) + 1
    if woken >= TRIES:
        table.delete(entry["pk"], entry["sk"])
        metrics.count("TimerGivenUp", "timer given up", conversation=entry["conversation"])
        return
    pause = min(_PAUSE_MS * 2 ** (woken - 1), _LONGEST_MS)
    try:
        table.update(
            entry["pk"],
            entry["sk"],
            "SET #woken = :woken, #next_at = :next_at",
            {":woken": woken, ":next_at": now + pause},
            "attribute_exists(pk)",
        )
    except Conflict:
        return  # it has just been done
