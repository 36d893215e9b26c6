"""Rows of the recorded day: units, workflow runs, log bytes and dollars for an inbound message."""

from typing import Final

from tests.bench import dollars
from tests.bench.rows import Row
from tests.bench.trace import Road, crowd, play, road
from tests.template import template

_CUSTOMERS: Final = 5
_WINDOWS: Final = 2
_CROWD: Final = 10
_CORE: Final = (
    "measures the webhook's put and what the follower writes. A redelivery costs a unit, a new\n"
    "WhatsApp customer with two ids one more, once, and the answer is folded too. A breath of 1.5\n"
    "messages costs a summary and an index entry, or two where its five minutes are over. Buckets\n"
    "of 15 minutes would save 0.17, at the price of the inbox's order."
)
_WHOLE: Final = (
    "measures all that follows. About 1.4 are the answer (two transactions, so that it is sent\n"
    "exactly once) and 1.0 the end of a window (timer, reminder, closing event). Of the rest a\n"
    "busy table saves 0.6, since conversations share a page of events; it would take runs that do\n"
    "not move handled_through, another 0.7, which then would read and judge old messages again."
)
_READS: Final = (
    "no budget: 1 for the summary in each stream batch, and 1 for the version of the settings if\n"
    "something came in; none for annotations, since the summary says if any wait; the rest in\n"
    "runs and before a send"
)


def rows() -> list[Row]:
    with road() as made:
        play(made, _CUSTOMERS, _WINDOWS)
        rows = [*_units(made), *_work(made), *dollars.rows(made)]
    with road() as busy:
        crowd(busy, _CROWD, _WINDOWS)
        return [*rows, *_busy(busy)]


def _units(made: Road) -> list[Row]:
    readings, messages = made.readings, made.messages
    before = readings.units(phase="webhook") / made.webhooks
    reads = readings.reads(phase="webhook")
    return [
        Row("write units before the answer, per webhook", before, "", "6-11", "1", 1),
        Row("read units before the answer", reads, "", "1 or more", "0", 0),
        _core(made),
        Row(
            "write units per message: all",
            readings.units() / messages,
            "",
            "6-11",
            "1",
            4.0,
            note=_parts(made),
            over=_WHOLE,
        ),
        Row("read units per message: all", readings.reads() / messages, "", "-", "0", note=_READS),
    ]


def _core(made: Road) -> Row:
    readings, messages = made.readings, made.messages
    units = readings.units(phase="webhook") + readings.units("summary", "index", phase="follow")
    again = (made.webhooks - messages) / messages
    day = f"{messages} messages, {made.webhooks} webhooks, {made.batches} stream batches"
    note = f"{day}; {again:.2f} of it are redeliveries"
    name = "write units per message: put, summary, index"
    return Row(name, units / messages, "", "6-11", "1", 2.6, note=note, over=_CORE)


def _parts(made: Road) -> str:
    found: dict[str, float] = {}
    for (phase, kind), units in made.readings.written.items():
        if units:
            found[f"{phase}/{kind}"] = units / made.messages
    return ", ".join(f"{name} {units:.2f}" for name, units in found.items())


def _work(made: Road) -> list[Row]:
    runs = made.readings.calls["stepfunctions.StartSyncExecution"] / made.messages
    closing = made.lambdas.invoked.count("LookAtWindowFunction") / made.messages
    kept = len(made.logged.getvalue()) / made.messages
    note = f"{runs - closing:.2f} of them inbound, one a breath; {closing:.2f} for a window's timer"
    return [
        Row("workflow runs per message", runs, "", "4", "0", 1, note=note),
        Row("Standard state machines", _standard(), "", "7", "0", 0),
        Row("log bytes per message at INFO", kept, "B", "~1,000", "0", 300),
    ]


def _busy(made: Road) -> list[Row]:
    """What larger batches leave of it: told, for how busy a table is nobody can promise."""
    batch = f"{made.messages / made.batches:.1f} messages a stream batch, not 1"
    units = made.readings.units() / made.messages
    name = "write units per message: all, busy"
    return [Row(name, units, "", "6-11", "1", note=batch), dollars.busy(made)]


def _standard() -> int:
    """How many machines of the template would charge for transitions."""
    made = [r for r in template()["Resources"].values() if r["Type"].endswith("StateMachine")]
    return sum(machine["Properties"]["Type"] != "EXPRESS" for machine in made)
