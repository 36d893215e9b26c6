"""How much automation may say: the truth table, and the counter of an account."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.configuration import Policy
from shared.limits import budgets
from shared.limits.automation import HOUR_MS, SAID, after, chooses, for_person, is_talk
from tests import log
from tests.clock import SteppingClock

NOW = 1_767_225_600_000
POLICY = Policy(budget_per_person=4, loop_turns=3, loop_within_s=60)


def having_said(*ago_s: float, policy: Policy = POLICY) -> dict[str, Any]:
    """The summary after automatic messages so many seconds before ``NOW`` + half an hour."""
    summary: dict[str, Any] = {}
    for seconds in ago_s:
        at = NOW + HOUR_MS // 2 - int(seconds * 1000)
        summary = {SAID: after(summary, policy, at)}
    return summary


@pytest.mark.parametrize(
    ("ago_s", "reason"),
    [
        ((), ""),
        ((50, 40), ""),
        ((60, 40, 20), "loop"),
        ((61, 40, 20), ""),
        ((900, 600, 300, 100), "person"),
        ((900, 600, 300), ""),
        ((3000, 2900, 2800, 2700), ""),  # of the hour before
        ((3000, 50, 40, 30), "loop"),
    ],
)
def test_one_person_is_told_so_much_and_no_more(ago_s: tuple[float, ...], reason: str) -> None:
    assert for_person(having_said(*ago_s), POLICY, NOW + HOUR_MS // 2) == reason


@pytest.mark.parametrize("off", [{"budget_per_person": 0}, {"loop_turns": 0}])
def test_what_is_0_has_no_limit(off: dict[str, int]) -> None:
    policy = replace(POLICY, budget_per_person=0, loop_turns=0)
    assert for_person(having_said(*range(100, 0, -1), policy=policy), policy, NOW) == ""
    assert for_person({}, replace(POLICY, **off), NOW) == ""  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 7_200), max_size=60))
def test_what_is_remembered_stays_small_whatever_was_said(times: list[int]) -> None:
    said = having_said(*sorted(times, reverse=True)).get(SAID, {"at": []})
    assert len(said["at"]) <= 3
    assert len(str(said)) < 120


def text(said: str, direction: str = "inbound", by: str = "contact") -> dict[str, Any]:
    return {**log.inbound("x", 1, text=said), "direction": direction, "author_kind": by}


AWAY = "We are away. Your ticket is {}."


@pytest.mark.parametrize(
    ("said", "machine"),
    [
        ([text(AWAY.format(n)) for n in range(3)], True),
        ([text(AWAY.format(n)) for n in range(2)], False),
        ([text(AWAY.format(1)), text("no, I mean the blue one"), text(AWAY.format(2))], False),
        ([text("1"), text("1"), text("1")], False),
        (
            [
                text("Please choose one of these."),
                text("Please choose one of these."),
                text("What did you want to say?"),
                text("Please choose one of these.", "outbound", "bot"),
            ],
            True,
        ),
        (
            [
                text("Please choose one of these."),
                text("Please choose one of these."),
                text("What did you want to say?"),
                text("Please choose one of these.", "outbound", "agent"),
            ],
            False,
        ),
        ([{**text(AWAY.format(n)), "type": "interactive"} for n in range(3)], False),
    ],
)
def test_two_machines_are_known_by_what_they_say(said: list[dict[str, Any]], machine: bool) -> None:
    assert is_talk(said) is machine


def test_who_chooses_from_a_menu_is_a_person() -> None:
    tapped = {**text("Opening hours"), "content": '{"reply": {"kind": "button", "id": "hours"}}'}
    assert chooses([text("hello"), tapped])
    assert not chooses([text("hello"), {**tapped, "direction": "outbound"}])


@pytest.mark.usefixtures("cloud")
def test_an_accounts_counter_stops_at_its_budgets(the_time: SteppingClock) -> None:
    def spend(text: str, account: str = "main") -> str:
        return budgets.spend("whatsapp", account, text, per_account=3, per_text=2)

    assert [spend("a"), spend("a"), spend("a")] == ["", "", "text"]
    assert [spend("b"), spend("c"), spend("b")] == ["", "account", "account"]
    assert spend("a", "other") == ""
    assert budgets.of_this_hour("whatsapp", "main")["total"] == 3
    the_time.advance(hours=1)
    assert spend("a") == ""


@pytest.mark.usefixtures("cloud", "the_time")
def test_a_counter_stays_small_whatever_a_program_says() -> None:
    for number in range(40):
        budgets.spend("whatsapp", "main", f"text {number}", per_account=0, per_text=9)
    counters = [name for name in budgets.of_this_hour("whatsapp", "main") if name[1:].isdigit()]
    assert 20 < len(counters) <= 40
    assert all(int(name[1:]) < 256 for name in counters)
