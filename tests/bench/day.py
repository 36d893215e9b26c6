"""Rows of the recorded day: units, workflow runs, log bytes and dollars for an inbound message."""

from typing import Final

from tests.bench import prices, resting
from tests.bench.rows import Row
from tests.bench.trace import Road, play, road
from tests.template import template

_CUSTOMERS: Final = 5
_WINDOWS: Final = 2
_SUMMED: Final = ("message", "summary", "index")


def rows() -> list[Row]:
    with road() as made:
        play(made, _CUSTOMERS, _WINDOWS)
        return [*_units(made), *_work(made), *_dollars(made)]


def _units(made: Road) -> list[Row]:
    readings, messages = made.readings, made.messages
    put = readings.units(phase="webhook") / messages
    core = put + readings.units("summary", "index", phase="follow") / messages
    before = readings.units(phase="webhook") / made.webhooks
    by_kind: dict[str, int] = {}
    for (phase, kind), units in readings.written.items():
        if units:
            by_kind[f"{phase}/{kind}"] = units
    parts = ", ".join(f"{kind} {units / messages:.2f}" for kind, units in by_kind.items())
    folds = (
        "Over: a redelivery is a unit of its own, the follower folds answers and closing events\n"
        "too, and each fold writes the index for its preview. A preview that is read from the log\n"
        "instead would leave the index to its buckets. The summary is just below 1 KB."
    )
    whole = (
        "Over: includes the bot's answers and their sending. Each run writes handled_through and\n"
        "each stream batch an event page; one run for each batch would save most of a unit."
    )
    day = f"{messages} messages, {made.webhooks} webhooks, {made.batches} stream batches"
    return [
        Row("write units before the answer, per webhook", before, "", "6-11", "1", 1),
        Row(
            "read units before the answer",
            readings.reads(phase="webhook"),
            "",
            "1 or more",
            "0",
            0,
        ),
        Row(
            "write units per message: put, summary, index",
            core,
            "",
            "6-11",
            "1",
            2.6,
            note=f"{day}\n{folds}",
        ),
        Row(
            "write units per message: all",
            readings.units() / messages,
            "",
            "6-11",
            "1",
            4.0,
            note=f"{parts}\n{whole}",
        ),
        Row("read units per message: all", readings.reads() / messages, "", "-", "0"),
    ]


def _work(made: Road) -> list[Row]:
    runs = made.readings.calls["stepfunctions.StartSyncExecution"] / made.messages
    closing = made.lambdas.invoked.count("CloseWindowFunction") / made.messages
    kept = len(made.logged.getvalue()) / made.messages
    note = (
        f"{runs - closing:.2f} of them inbound, {closing:.2f} at the end of a window\n"
        "Over, because each message wakes its conversation by itself: one wake-up for all of a\n"
        "stream batch would save a third of the inbound runs."
    )
    return [
        Row("workflow runs per message", runs, "", "4", "0", 1, note=note),
        Row("Standard state machines", 0, "", "7", "0", 0, note="both machines are Express"),
        Row("log bytes per message at INFO", kept, "B", "~1,000", "0", 300),
    ]


def _standard() -> int:
    """How many machines of the template would charge for transitions."""
    made = [r for r in template()["Resources"].values() if r["Type"].endswith("StateMachine")]
    return sum(machine["Properties"]["Type"] != "EXPRESS" for machine in made)


def _dollars(made: Road) -> list[Row]:
    spent, whose = prices.per_million(made), resting.at_rest()
    kinds = resting.by_kind(whose)
    each = ", ".join(f"{name} {sum(costs.values()):.2f}" for name, costs in whose.items())
    dated = f"prices of {prices.prices()['date']['collected']}"
    return [
        Row(
            "$ per million messages",
            sum(spent.values()),
            "$",
            "Connect 10,000",
            "1.83",
            6,
            note=f"{_listed(spent)}; {dated}\n"
            "Over with the writes, reads and runs above, and Lambda time, whose durations are\n"
            "assumed: one wake-up and one run for each stream batch would save most.",
        ),
        Row(
            "$ a month at rest, all channels on",
            sum(kinds.values()),
            "$",
            "a server",
            "0",
            12,
            note=f"{_listed(kinds)}; {dated}\n{each}",
        ),
    ]


def _listed(spent: dict[str, float]) -> str:
    return ", ".join(f"{name} {dollars:.2f}" for name, dollars in spent.items())
