"""The chain of rings of a window's timer: when it begins, goes on, and gives way."""

from typing import Any

import pytest

from shared import table
from shared.channels import WHATSAPP, Window
from shared.settings import settings
from shared.table import Item
from shared.windows import timer
from shared.windows.timer import TALK_MS
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import DAY, HOUR, MINUTE, NOON, conversation
from tests.journeys.timers import waiting

C = conversation()
EMPTY: Item = {"pk": f"C#{C}", "sk": "A", "channel": "whatsapp"}


def armed() -> int:
    return int((table.get(EMPTY["pk"], "A") or {})["armed"])


def rings() -> list[tuple[int, str]]:
    """When, and of which chain."""
    return [(entry["at"], entry["cause"]) for entry in waiting()]


def test_a_timer_is_armed_only_if_none_is_still_to_ring(
    cloud: Any, the_time: SteppingClock
) -> None:
    table.put(EMPTY)
    assert timer.arm(EMPTY, NOON + HOUR)
    assert armed() == NOON + HOUR
    assert not timer.arm({**EMPTY, "armed": NOON + HOUR}, NOON + DAY)
    assert not timer.arm(EMPTY, NOON + DAY), "read before the other was armed"
    the_time.advance(hours=2)
    assert timer.arm({**EMPTY, "armed": NOON + HOUR}, NOON + DAY)


def test_a_chain_that_still_rings_is_replaced_only_by_itself(
    cloud: Any, the_time: SteppingClock
) -> None:
    first = {**EMPTY, "armed": NOON + DAY}
    table.put(first)
    assert not timer.arm(first, NOON + 3 * DAY, was=NOON + HOUR)
    assert timer.arm(first, NOON + 2 * DAY, was=NOON + DAY)
    assert armed() == NOON + 2 * DAY
    assert not timer.arm(first, NOON + 3 * DAY, was=NOON + DAY), "read before"
    assert armed() == NOON + 2 * DAY


def test_a_chain_that_goes_on_writes_its_next_ring_only(
    cloud: Any, the_time: SteppingClock
) -> None:
    with faults.injected() as calls:
        assert timer.arm(EMPTY, NOON + DAY, NOON + HOUR, was=NOON + DAY)
    assert calls.operations == ["PutItem"]
    assert rings() == [(NOON + HOUR, str(NOON + DAY))]


def test_two_chains_of_a_conversation_may_ring_in_the_same_moment(
    cloud: Any, the_time: SteppingClock
) -> None:
    timer.ring(C, NOON + DAY, NOON + HOUR)
    timer.ring(C, NOON + DAY + MINUTE, NOON + HOUR)
    assert rings() == [(NOON + HOUR, str(NOON + DAY)), (NOON + HOUR, str(NOON + DAY + MINUTE))]


def test_the_next_ring_is_at_the_time_that_was_set(
    cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMIND_BEFORE_MINUTES", "60")
    settings.cache_clear()
    assert timer.next_ring(EMPTY, NOON + DAY, NOON) == NOON + 23 * HOUR
    assert timer.next_ring(EMPTY, NOON + DAY, NOON + 23 * HOUR) == NOON + DAY


def test_a_talk_is_over_when_its_reminder_may_come() -> None:
    assert WHATSAPP.window
    assert timer.talk_ms(WHATSAPP.window) == TALK_MS
    short = Window(HOUR, (), remind_before_ms=55 * MINUTE)
    assert timer.talk_ms(short) == 5 * MINUTE
