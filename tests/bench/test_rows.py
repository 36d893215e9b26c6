"""What the rows say follows from what was counted."""

from dataclasses import replace

import pytest

from shared.channels import CHANNELS
from tests.bench import instructions, orders, resting
from tests.bench.price_file import prices
from tests.bench.rows import Row, table
from tests.bench.throughput import Found, compared
from tests.bench.webhook import batch_of_ten, timed


def row(ours: float | None, budget: float | None = 2, *, at_least: bool = False) -> Row:
    return Row("units", ours, "", "6", "1", budget, at_least, note="because")


def test_a_verdict_compares_with_the_budget() -> None:
    assert [row(n).verdict for n in (1, 2, 3)] == ["ok", "ok", "over"]
    assert [row(n, at_least=True).verdict for n in (1, 2, 3)] == ["over", "ok", "ok"]
    assert (row(None).verdict, row(1, None).verdict) == ("skipped", "told")


def test_the_table_has_a_line_for_each_row_and_its_note_below() -> None:
    lines = table([row(3)]).splitlines()
    assert lines[1].split() == ["units", "3", "6", "1", "<=", "2", "over"]
    assert lines[2].strip() == "because"


def test_only_a_row_that_is_over_says_why() -> None:
    lines = table([replace(row(n), over="why") for n in (1, 3)]).splitlines()
    assert [line.strip() for line in lines if "why" in line] == ["Over: why"]


def test_what_was_said_is_compared_with_what_is_shown() -> None:
    said = {"one": ["a", "b", "c"], "two": ["d"], "three": ["e", "f"]}
    assert compared(said, said) == Found(0, 0, 0)
    shown = {"one": ["a", "c", "b", "b"], "three": ["e", "f"]}
    assert compared(said, shown) == Found(lost=1, doubled=1, misordered=2)


def test_statuses_and_messages_end_alike_in_every_order() -> None:
    assert orders.statuses(longest=5) == (264, 1)
    assert orders.messages(4) == (24, 1)


def test_all_ten_messages_of_a_batch_come_out() -> None:
    (found,) = batch_of_ten()
    assert (found.ours, found.verdict) == (10, "ok")


def test_every_price_is_a_positive_number_and_dated() -> None:
    said = prices()
    assert said["date"]["collected"]
    assert all(p > 0 for part, of in said.items() if part != "date" for p in of.values())


def test_what_costs_at_rest_is_named_for_each_channel() -> None:
    whose = resting.at_rest()
    assert set(whose) == {"core", *CHANNELS}
    assert set(resting.by_kind(whose)) == {"secrets", "alarms", "polls", "sweeps", "rings"}
    assert whose["core"]["secrets"] == whose["whatsapp"]["secrets"] == pytest.approx(0.4)
    assert whose["core"]["polls"] > 0


def test_without_a_counter_of_instructions_times_side_by_side_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(instructions.NoCounter, match="neither"):
        instructions.counted(["-c", "pass"])
    took = timed("text_message", ("floor", "ours"), rounds=3, times=20)
    assert 0 < took["floor"] < took["ours"]


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("==7== I   refs:      12,345", 12345),
        ("12345,,instructions:u,1000,100.00,,", 12345),
        ("<not supported>,,instructions:u,0,100.00,,", None),
    ],
)
def test_what_a_counter_wrote_is_read(written: str, count: int | None) -> None:
    assert instructions.read(written) == count
