"""The window, computed from the log."""

import json
from dataclasses import replace
from typing import Any

import pytest

from shared import table
from shared.channels import CHANNELS, SMS, WHATSAPP, Window
from shared.folding.summary import fold
from shared.settings import settings
from shared.table import Item
from shared.windows import window
from tests import faults
from tests.functions.follow_log.log import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    SCOPED,
    closed,
    conversation,
    ours,
    said,
)

EMPTY: Item = {"pk": f"C#{conversation()}", "sk": "A", "channel": "whatsapp"}


def stored(*items: Item) -> Item:
    for item in items:
        table.put(item)
    return fold(EMPTY, items)


def test_a_window_lasts_from_the_last_thing_the_customer_said(cloud: Any) -> None:
    summary = stored(said("a", NOON - HOUR), said("b", NOON), ours(at=NOON + HOUR))
    assert window.window_end(summary, NOON + HOUR) == NOON + DAY
    assert window.is_open(summary, NOON + DAY - 1)
    assert not window.is_open(summary, NOON + DAY)
    assert window.window_end(summary, NOON + DAY) == NOON + DAY
    assert window.window_end(summary, NOON + DAY + 1) is None


def test_without_a_word_of_the_customer_there_is_none(cloud: Any) -> None:
    summary = stored(ours(), said("e", type="event", text=""), closed(NOON))
    assert window.window_end(summary, NOON) is None
    assert not window.is_open({**summary, "channel": "no such channel"}, NOON)


def test_where_a_channel_has_no_window_one_may_always_write(cloud: Any) -> None:
    summary = {**EMPTY, "channel": SMS.name}
    assert window.is_open(summary, NOON)
    assert window.window_end(summary, NOON) is None


def test_the_other_partition_counts_too(cloud: Any) -> None:
    summary = stored(said("a", NOON - HOUR), said("b", NOON, identity=SCOPED))
    assert window.window_end(summary, NOON) == NOON + DAY


def test_a_time_in_the_future_counts_as_arrival_and_hides_nothing_older(cloud: Any) -> None:
    future = said("future", NOON + 5 * DAY, NOON - 2 * HOUR)
    assert window.window_end(stored(future), NOON) == NOON + 22 * HOUR
    assert window.window_end(stored(said("now", NOON)), NOON) == NOON + DAY


def test_a_late_message_reopens_what_our_own_note_had_closed(cloud: Any) -> None:
    summary = stored(said("a", NOON - DAY), closed(NOON))
    assert not window.is_open(summary, NOON)
    late = stored(said("a", NOON - DAY), said("late", NOON - HOUR, NOON + MINUTE))
    assert window.window_end(late, NOON + MINUTE) == NOON + 23 * HOUR


def test_a_customer_who_left_has_closed_it_until_the_next_word(cloud: Any) -> None:
    left = {**said("left", NOON, type="event", text=""), "content": json.dumps({"event": "x"})}
    gone = {**left, "content": json.dumps({"event": window.CLOSED})}
    assert window.is_open(stored(said("a", NOON - HOUR), left), NOON)
    assert not window.is_open(stored(gone), NOON + 1)
    assert window.is_open(stored(said("b", NOON + MINUTE)), NOON + 2 * MINUTE)


@pytest.mark.parametrize("length", [1, 100])
def test_the_work_does_not_grow_with_the_conversation(cloud: Any, length: int) -> None:
    summary = stored(*(said(f"w{n}", NOON - n * 1000) for n in range(length)))
    with faults.injected() as calls:
        assert window.window_end(summary, NOON) == NOON + DAY
    assert calls.operations == ["Query"]


def test_people_may_have_more_time_than_programs(
    cloud: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = replace(WHATSAPP.window or Window(0, ()), agent_lasts_ms=7 * DAY)
    monkeypatch.setitem(CHANNELS, "whatsapp", replace(WHATSAPP, window=rule))
    summary = stored(said("a", NOON), ours(at=NOON + HOUR))
    end = window.window_end(summary, NOON + 2 * DAY, by_agent=True)
    assert end == NOON + 7 * DAY
    assert not window.is_open(summary, NOON + DAY)
    assert window.is_open(summary, NOON + 7 * DAY - 1, by_agent=True)
    assert not window.is_open(summary, NOON + 7 * DAY, by_agent=True)
    assert [window.is_late(rule, end, NOON + at) for at in (0, DAY - 1, DAY, 6 * DAY)] == [
        *(False, False, True, True)
    ]
    assert not window.is_late(WHATSAPP.window, NOON + DAY, NOON + DAY)
    assert not window.is_late(None, None, NOON)


def times(monkeypatch: pytest.MonkeyPatch, remind: str, last_call: str) -> tuple[int, int]:
    monkeypatch.setenv("REMIND_BEFORE_MINUTES", remind)
    monkeypatch.setenv("LAST_CALL_BEFORE_MINUTES", last_call)
    settings.cache_clear()
    rule = window.rule_of("whatsapp")
    assert rule
    return rule.remind_before_ms // MINUTE, rule.last_call_before_ms // MINUTE


@pytest.mark.parametrize(
    ("remind", "last_call", "minutes"),
    [
        ("", "", (120, 10)),
        ("240", "", (240, 10)),
        ("", "30", (120, 30)),
        ("5", "", (5, 5)),
        ("9999", "9999", (1440, 1440)),
    ],
)
def test_a_deployment_may_set_the_times_of_reminders(
    cloud: Any,
    monkeypatch: pytest.MonkeyPatch,
    remind: str,
    last_call: str,
    minutes: tuple[int, int],
) -> None:
    assert times(monkeypatch, remind, last_call) == minutes


def test_a_channel_that_nobody_knows_has_no_rule() -> None:
    assert window.rule_of("no such channel") is None


def test_where_there_are_no_windows_one_may_always_write() -> None:
    nobody = {"channel": "line", "pk": "C#nobody"}
    assert window.is_open(nobody, 1_767_225_600_000)
    assert window.window_end(nobody, 1_767_225_600_000) is None


@pytest.mark.parametrize(
    ("more", "lasts"),
    [
        ({}, 2 * DAY),
        ({"type": "interactive"}, MINUTE),
        ({"type": "event", "content": '{"event": "followed"}'}, MINUTE),
        ({"type": "event", "content": '{"event": "scanned"}'}, MINUTE),
        ({"type": "event", "content": '{"event": "blocked"}'}, 0),
    ],
)
def test_what_the_contact_does_besides_writing_opens_it_briefly(
    cloud: Any, more: dict[str, Any], lasts: int
) -> None:
    item = {**said("a", NOON), "channel": "wechat", **more}
    table.put(item)
    summary = {**EMPTY, "channel": "wechat"}
    assert window.window_end(summary, NOON) == (NOON + lasts if lasts else None)
    assert window.is_open(summary, NOON + lasts - 1) == bool(lasts)
    assert not window.is_open(summary, NOON + lasts)


def test_a_brief_opening_takes_nothing_from_a_long_one(cloud: Any) -> None:
    for item in (said("a", NOON - HOUR), {**said("b", NOON), "type": "interactive"}):
        table.put({**item, "channel": "wechat"})
    assert window.window_end({**EMPTY, "channel": "wechat"}, NOON) == NOON - HOUR + 2 * DAY
