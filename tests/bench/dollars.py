"""Rows: dollars for a million messages, and for a month in which nobody writes."""

from typing import Final

from tests.bench import prices, resting
from tests.bench.price_file import prices as dated
from tests.bench.rows import Row
from tests.bench.trace import Road

_PER_MILLION: Final = (
    "two fifths are the writes above, a sixth is the HTTP API, a sixth the two timers of a window\n"
    "with their runs, 0.40 the redeliveries. It would take a function URL in place of the API, or\n"
    "windows that are closed by the sweep, some minutes late. A busy table saves 0.66."
)


def rows(made: Road) -> list[Row]:
    spent, whose = prices.per_million(made), resting.at_rest()
    kinds = resting.by_kind(whose)
    return [
        Row(
            "$ per million messages",
            sum(spent.values()),
            "$",
            "Connect 10,000",
            "1.83",
            6,
            note=f"{_listed(spent)}; prices of {dated()['date']['collected']}",
            over=_PER_MILLION,
        ),
        Row(
            "$ a month at rest, all channels on",
            sum(kinds.values()),
            "$",
            "a server",
            "0",
            12,
            note=f"{_listed(kinds)}\n"
            + _listed({name: sum(costs.values()) for name, costs in whose.items()}),
        ),
    ]


def busy(made: Road) -> Row:
    """Told: how busy a table is nobody can promise."""
    spent = prices.per_million(made)
    name, note = "$ per million messages, busy", _listed(spent)
    return Row(name, sum(spent.values()), "$", "Connect 10,000", "1.83", note=note)


def _listed(spent: dict[str, float]) -> str:
    return ", ".join(f"{name} {dollars:.2f}" for name, dollars in spent.items())
