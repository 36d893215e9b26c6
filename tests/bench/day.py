"""Rows of the recorded day: units, workflow runs, log bytes and dollars for an inbound message."""

from typing import Final

from tests.bench import dollars
from tests.bench.rows import Row
from tests.bench.trace import ANSWERING, INBOUND, Road, crowd, play, road
from tests.template import template

_CUSTOMERS: Final = 10
_WINDOWS: Final = 2
_MESSAGES: Final = tuple(phase for phase in INBOUND if phase != "redelivery")
_CORE: Final = (
    "measures the webhook's put and what the follower writes: for a breath of 1.5 messages a\n"
    "summary and an index entry, or two where the conversation moves in the inbox."
)
_WHOLE: Final = (
    "measures all that follows: a page of events for each batch of the stream, and for a window\n"
    "its timers, a reminder where nobody answers, and the closing event. A busy table shares pages."
)


def rows() -> list[Row]:
    with road(known=_CUSTOMERS) as known:
        play(known, range(_CUSTOMERS), _WINDOWS, answered=True)
    with road() as new:
        play(new, range(_CUSTOMERS), 1, answered=True)
    with road(known=_CUSTOMERS) as busy:
        crowd(busy, range(_CUSTOMERS), _WINDOWS)
    return [
        *_units(known),
        *_work(known),
        _new(new, known),
        _busy(busy),
        *dollars.rows(known, new, busy),
    ]


def _units(made: Road) -> list[Row]:
    readings, again = made.readings, made.webhooks - made.messages
    return [
        Row(
            "write units before the answer, per webhook",
            readings.units(phase="webhook") / made.messages,
            "",
            "6-11",
            "1",
            1,
        ),
        Row(
            "write units per redelivery",
            readings.units(phase="redelivery") / again,
            "",
            "1 or more",
            "1",
            1,
        ),
        Row(
            "read units before the answer",
            readings.reads(phase="webhook") + readings.reads(phase="redelivery"),
            "",
            "1 or more",
            "0",
            0,
        ),
        _core(made),
        Row(
            "write units per message: all",
            _following(made) / made.messages,
            "",
            "6-11",
            "1",
            4.0,
            note=_parts(made),
            over=_WHOLE,
        ),
        Row("read units per message: all", _reads(made), "", "-", "0"),
        Row(
            "write units per answer",
            readings.units(phase=ANSWERING) / made.answers,
            "",
            "-",
            "4",
            note="an agent's, until it is sent",
        ),
    ]


def _core(made: Road) -> Row:
    readings = made.readings
    units = readings.units(phase="webhook") + readings.units("summary", "index", phase="follow")
    note = (
        f"{made.messages} messages of customers who wrote before, {made.webhooks} webhooks,\n"
        f"{made.batches} stream batches, {made.answers} answers; redeliveries and answers apart"
    )
    name = "write units per message: put, summary, index"
    return Row(name, units / made.messages, "", "6-11", "1", 2.6, note=note, over=_CORE)


def _following(made: Road) -> float:
    """Write units of all that messages cause, but for what has a row of its own."""
    return sum(made.readings.units(phase=phase) for phase in _MESSAGES)


def _reads(made: Road) -> float:
    return sum(made.readings.reads(phase=phase) for phase in _MESSAGES) / made.messages


def _parts(made: Road) -> str:
    found: dict[str, float] = {}
    for (phase, kind), units in made.readings.written.items():
        if units and phase in _MESSAGES:
            found[f"{phase}/{kind}"] = units / made.messages
    return ", ".join(f"{name} {units:.2f}" for name, units in found.items())


def _work(made: Road) -> list[Row]:
    readings = made.readings
    runs = readings.called("stepfunctions.StartSyncExecution", INBOUND) / made.messages
    inbound = readings.invoked["orchestrate", "LookFunction"] / made.messages
    kept = sum(readings.logged[phase] for phase in INBOUND) / made.messages
    note = f"{inbound:.2f} of them inbound, where something is to be done; the others are reminders"
    return [
        Row("workflow runs per message", runs, "", "4", "0", 1, note=note),
        Row("Standard state machines", _standard(), "", "7", "0", 0),
        Row("log bytes per message at INFO", kept, "B", "~1,000", "0", 300),
    ]


def _new(new: Road, known: Road) -> Row:
    """What the same window costs more if nobody knows the customer yet."""
    more = _following(new) / _CUSTOMERS - _following(known) / (_CUSTOMERS * _WINDOWS)
    note = "once: the conversation, its second id, three facts to find the person by, the greeting"
    return Row("write units a new customer adds", more, "", "-", "-", note=note)


def _busy(made: Road) -> Row:
    """What larger batches leave of it: told, for how busy a table is nobody can promise."""
    note = f"{made.messages / made.batches:.1f} messages a stream batch, nobody answers"
    units = _following(made) / made.messages
    return Row("write units per message: all, busy", units, "", "6-11", "1", note=note)


def _standard() -> int:
    """How many machines of the template would charge for transitions."""
    made = [r for r in template()["Resources"].values() if r["Type"].endswith("StateMachine")]
    return sum(machine["Properties"]["Type"] != "EXPRESS" for machine in made)
