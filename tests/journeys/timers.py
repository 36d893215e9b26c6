"""Timers under a clock that a test moves: schedules that ring, and entries the sweep looks at."""

from datetime import UTC, datetime
from typing import Final

from moto.scheduler.models import scheduler_backends

from functions.sweep.overdue import LATE_MS
from shared import keys, table
from shared.table import Item

_ACCOUNT: Final = "123456789012"
_FORM: Final = "at(%Y-%m-%dT%H:%M:%S)"


def _schedules() -> dict[str, tuple[int, str, str]]:
    """When each rings, its group and what it says."""
    group = scheduler_backends[_ACCOUNT]["eu-west-1"].schedule_groups["threadline"]
    return {
        name: (
            _ms(schedule.schedule_expression),
            schedule.target["SqsParameters"]["MessageGroupId"],
            schedule.target["Input"],
        )
        for name, schedule in group.schedules.items()
    }


def _ms(expression: str) -> int:
    moment = datetime.strptime(expression, _FORM).replace(tzinfo=UTC)
    return int(moment.timestamp() * 1000)


def take_rung(now: int) -> list[tuple[str, str]]:
    """The schedules whose time has come, group and body; each rings once."""
    group = scheduler_backends[_ACCOUNT]["eu-west-1"].schedule_groups["threadline"]
    rung = {name: one for name, one in _schedules().items() if one[0] <= now}
    for name in rung:
        del group.schedules[name]
    return [(to, body) for _, to, body in sorted(rung.values())]


def _swept_at(entry: Item) -> int:
    return int(max(entry["at"] + LATE_MS + 1, entry.get("next_at", 0)))


def _entries() -> list[Item]:
    shards = range(keys.DUE_SHARDS)
    return [entry for shard in shards for entry in table.query(f"DUE#{shard}", "0", "9~")]


def overdue(now: int) -> bool:
    """Whether the sweep would find something."""
    return any(_swept_at(entry) <= now for entry in _entries())


def next_at() -> int | None:
    times = [at for at, _, _ in _schedules().values()]
    return min([*times, *map(_swept_at, _entries())], default=None)
