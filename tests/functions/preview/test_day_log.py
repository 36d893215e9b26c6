"""A day of the event log, from any place."""

from typing import Any

import pytest

from functions.preview import day_log
from shared import table
from shared.event_log import Place
from shared.keys import lists
from tests.clock import SteppingClock

pytestmark = pytest.mark.usefixtures("cloud")

DAY_MS = 24 * 3_600_000


def page(seq: int, at: int, *names: str) -> None:
    events: list[dict[str, Any]] = [{"id": name, "type": "other"} for name in names]
    where = {"pk": lists.events_pk(seq), "sk": lists.events_sk(seq)}
    table.put({**where, "kind": "events", "at": at, "events": events})


def ids(day: str, place: Place) -> list[str]:
    return [event["id"] for _, event in day_log.events(day, place)]


def test_a_day_has_its_own_events_and_no_others(the_time: SteppingClock) -> None:
    now = the_time.now
    page(1, now - 1, "before")
    for seq in range(2, 40):
        page(seq, now + seq, f"e{seq}")
    page(40, now + DAY_MS, "after")
    assert ids("2026-01-01", Place(1)) == [f"e{seq}" for seq in range(2, 40)]
    assert ids("2026-01-02", Place(1)) == ["after"]


def test_it_is_read_on_over_the_border_of_a_partition(the_time: SteppingClock) -> None:
    last = lists.EVENTS_PER_PK - 1
    page(last, the_time.now, "a")
    page(last + 1, the_time.now, "b")
    assert ids("2026-01-01", Place(last)) == ["a", "b"]


def test_any_event_can_be_begun_with(the_time: SteppingClock) -> None:
    page(1, the_time.now, "a", "b", "c")
    page(2, the_time.now, "d")
    places = [place for place, _ in day_log.events("2026-01-01", Place(1))]
    assert places == [Place(1, 0), Place(1, 1), Place(1, 2), Place(2, 0)]
    assert ids("2026-01-01", Place.parse(str(places[1]))) == ["b", "c", "d"]


def test_the_days_of_the_log_are_known(the_time: SteppingClock) -> None:
    table.put({"pk": lists.EVENT_DAYS, "sk": "2026-01-01", "kind": "day", "first": 7})
    assert day_log.first_of("2026-01-01") == Place(7)
    assert day_log.first_of("2026-01-02") is None


def test_what_is_gone_and_what_is_no_item_is_passed_over() -> None:
    conversation = "c" * 26
    gone = {"type": "message.created", "message": f"{conversation}.1.x"}
    assert day_log.item_of(gone) is None
    assert day_log.item_of({"type": "message.updated", "message": f"{conversation}.1.x"}) is None
    undecided = {"type": "conversation.updated", "conversation": conversation, "version": 3}
    assert day_log.item_of(undecided) is None
    merged = {"type": "conversation.updated", "conversation": conversation, "into": "d" * 26}
    assert day_log.item_of(merged) is None
