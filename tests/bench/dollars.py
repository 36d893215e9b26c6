"""Rows: dollars for a million messages, and for a month in which nobody writes."""

from collections.abc import Collection
from typing import Final

from tests.bench import prices, resting
from tests.bench.price_file import prices as dated
from tests.bench.rows import Row
from tests.bench.trace import ANSWERING, INBOUND, Road

_PEER: Final = "Connect 10,000"
_PER_MILLION: Final = (
    "the largest parts are the writes above and the HTTP API; 0.40 are the redeliveries. It would\n"
    "take a function URL in place of the API, or a table that is busy enough to share pages."
)
Costs = dict[str, float]  # dollars, by what they are for


def rows(known: Road, new: Road, busy: Road) -> list[Row]:
    return [*_of_messages(known, new, busy), _at_rest()]


def _of_messages(known: Road, new: Road, busy: Road) -> list[Row]:
    """Of customers who wrote before; what an answer and a new customer add has rows of its own."""
    of_message = _million(known, INBOUND, known.messages)
    of_answer = _million(known, (ANSWERING,), known.answers)
    more = _more(new, known)
    shared = _million(busy, INBOUND, busy.messages)
    of_the = f"prices of {dated()['date']['collected']}"
    return [
        Row(
            "$ per million messages",
            sum(of_message.values()),
            "$",
            _PEER,
            "1.83",
            6,
            note=f"{_listed(of_message)}; {of_the}",
            over=_PER_MILLION,
        ),
        _told("$ per million messages, busy", shared, note="nobody answers"),
        _told("$ per million answers", of_answer, note="without the functions' time"),
        _told("$ per million new customers, added", more),
    ]


def _more(new: Road, known: Road) -> Costs:
    """What the window of a new customer costs more, once."""
    of_new = _million(new, INBOUND, new.messages / 6)
    of_known = _million(known, INBOUND, known.messages / 6)
    return {name: dollars - of_known[name] for name, dollars in of_new.items()}


def _million(made: Road, phases: Collection[str], things: float) -> Costs:
    spent = prices.spent(made.readings, phases)
    return {name: dollars / things * 1e6 for name, dollars in spent.items()}


def _told(name: str, costs: Costs, note: str = "") -> Row:
    note = f"{_listed(costs)}; {note}" if note else _listed(costs)
    return Row(name, sum(costs.values()), "$", "-", "-", note=note)


def _at_rest() -> Row:
    whose = resting.at_rest()
    kinds = resting.by_kind(whose)
    return Row(
        "$ a month at rest, all channels on",
        sum(kinds.values()),
        "$",
        "a server",
        "0",
        12,
        note=f"{_listed(kinds)}\n"
        + _listed({name: sum(costs.values()) for name, costs in whose.items()}),
    )


def _listed(spent: Costs) -> str:
    return ", ".join(f"{name} {dollars:.2f}" for name, dollars in spent.items())
