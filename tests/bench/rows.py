"""A row of the table: what was measured, beside a peer, the floor and the budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "over", "told", "skipped"]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    ours: float | None  # None: could not be measured here
    unit: str
    peer: str
    floor: str
    budget: float | None = None  # None: told, not judged
    at_least: bool = False  # more is better
    note: str = ""
    over: str = ""  # why, and what it would take; shown if it is

    @property
    def verdict(self) -> Verdict:
        if self.ours is None:
            return "skipped"
        if self.budget is None:
            return "told"
        held = self.ours >= self.budget if self.at_least else self.ours <= self.budget
        return "ok" if held else "over"


def table(rows: Iterable[Row]) -> str:
    """The rows in columns, each note below its row."""
    cells = [("row", "ours", "peer", "floor", "budget", "verdict")]
    notes = [""]
    for row in rows:
        sign = ">=" if row.at_least else "<="
        budget = "-" if row.budget is None else f"{sign} {row.budget:g}"
        ours = "-" if row.ours is None else f"{row.ours:.4g} {row.unit}".strip()
        cells.append((row.name, ours, row.peer, row.floor, budget, row.verdict))
        why = f"Over: {row.over}" if row.verdict == "over" else ""
        notes.append("\n".join(filter(None, (row.note, why))))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for line, note in zip(cells, notes, strict=True):
        lines.append("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip())
        lines += [f"    {part}" for part in note.splitlines()]
    return "\n".join(lines)
