"""Warnings of accounts: what stands after facts in any order, and who lifts it."""

from itertools import permutations
from typing import Any

import pytest

from shared import audit, configuration, table
from shared.configuration import stored
from shared.limits import warned
from shared.limits.warned import Fact, after, lifted, standing
from tests import faults
from tests.clock import SteppingClock

NOW = 1_767_225_600_000
HOUR, DAY = 3_600_000, 86_400_000
ACCOUNT = "whatsapp:main"


def fact(at: int, *, lasts: int = DAY, reason: str = "spam", over: bool = False) -> Fact:
    return Fact(ACCOUNT, reason, NOW + at, NOW + at + lasts, over=over)


def state(*facts: Fact) -> Any:
    entries: Any = {}
    for one in facts:
        entries = after(entries, one, NOW)
    return entries


def test_the_one_that_lasts_longest_is_told() -> None:
    entries = state(fact(0), fact(0, lasts=3 * DAY, reason="quality"), fact(0, reason="violation"))
    found = standing(entries, ACCOUNT, NOW)
    assert found is not None
    assert (found.reason, found.since, found.until) == ("quality", NOW, NOW + 3 * DAY)
    assert standing(entries, ACCOUNT, NOW + 3 * DAY) is None
    assert standing(entries, "whatsapp:mai", NOW) is None


@pytest.mark.parametrize(
    ("facts", "stands"),
    [
        ((fact(-5), fact(0, over=True)), False),
        ((fact(-5, over=True), fact(0)), True),
        ((fact(-9 * HOUR), fact(-5 * HOUR, over=True), fact(-HOUR)), True),
        ((fact(-9 * HOUR), fact(-5 * HOUR), fact(-HOUR, over=True)), False),
        ((fact(-9 * HOUR), fact(-DAY)), True),
        ((fact(-DAY), fact(-2 * DAY)), False),  # over by itself
    ],
)
def test_the_order_of_arrival_does_not_matter(facts: tuple[Fact, ...], stands: bool) -> None:
    for order in permutations(facts):
        assert (standing(state(*order), ACCOUNT, NOW) is not None) == stands, order
        assert state(*order, *order) == state(*order), "a redelivery is no news"


def test_nothing_stands_for_longer_than_a_quarter_of_a_year() -> None:
    found = standing(state(fact(0, lasts=1000 * DAY)), ACCOUNT, NOW)
    assert found is not None
    assert found.until == NOW + 90 * DAY


def test_what_is_over_is_forgotten_in_time() -> None:
    entries = state(fact(-5), fact(-4, over=True))
    later = Fact("whatsapp:other", "spam", NOW + 9 * DAY, NOW + 10 * DAY)
    assert list(after(entries, later, NOW + 9 * DAY)) == [later.key]


def test_what_was_lifted_comes_back_only_if_it_is_said_again() -> None:
    entries = lifted(state(fact(0)), ACCOUNT, NOW + HOUR)
    assert standing(entries, ACCOUNT, NOW + HOUR) is None
    assert after(entries, fact(HOUR // 2), NOW + HOUR) == entries
    again = after(entries, fact(2 * HOUR), NOW + 2 * HOUR)
    assert standing(again, ACCOUNT, NOW + 2 * HOUR) is not None


@pytest.mark.usefixtures("cloud")
def test_an_admin_lifts_it_once_and_it_is_noted_who(the_time: SteppingClock) -> None:
    assert warned.note(Fact(ACCOUNT, "spam", the_time.now, the_time.now + DAY))
    assert not warned.note(Fact(ACCOUNT, "quality", the_time.now, the_time.now + DAY))
    assert configuration.load().warned.keys() == {f"{ACCOUNT}#spam#", f"{ACCOUNT}#quality#"}
    the_time.advance(seconds=1)
    assert [warned.lift(ACCOUNT, by="admin:ana"), warned.lift(ACCOUNT, by="admin:bo")] == [
        True,
        False,
    ]
    assert standing(configuration.load().warned, ACCOUNT, the_time.now) is None
    [entry] = audit.page(None, 9)
    assert (entry["by"], entry["did"], entry["what"]) == (
        "admin:ana",
        "resumed",
        "accounts/whatsapp:main",
    )


@pytest.mark.usefixtures("cloud")
def test_settings_written_meanwhile_and_the_warning_both_stay(the_time: SteppingClock) -> None:
    stored.put("policy", "default", {"loop_turns": 4}, by="admin")
    cancelled = faults.cancelled("ConditionalCheckFailed")
    with faults.injected(cancelled):
        assert warned.note(Fact(ACCOUNT, "spam", the_time.now, the_time.now + DAY))
    stored.put("policy", "default", {"loop_turns": 5}, by="admin")
    wanted = configuration.load()
    assert (wanted.policy.loop_turns, len(wanted.warned)) == (5, 1)
    assert (table.get(*stored.VERSION) or {})["version"] == 3
