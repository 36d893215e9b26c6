"""The log in its two orders."""

from typing import Any

import pytest

from shared import history, table
from shared.folding import late
from shared.folding.summary import fold
from shared.ids import MessageId
from shared.table import Item
from tests import faults
from tests.functions.follow_log.log import (
    DAY,
    MINUTE,
    NOON,
    PHONE,
    SCOPED,
    conversation,
    ours,
    said,
)

EMPTY: Item = {"pk": f"C#{conversation()}", "sk": "A"}


def stored(*items: Item) -> Item:
    """Store them; the summary that the follower would make of them."""
    for item in items:
        table.put(item)
    return fold(EMPTY, items)


def walk(summary: Item, limit: int) -> list[Item]:
    seen: list[Item] = []
    while page := history.newest(summary, seen[-1]["sk"] if seen else None, limit):
        assert len(page) <= limit
        seen += page
    return seen


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_show_every_message_once_newest_first(cloud: Any, limit: int) -> None:
    items = [said(f"w{n}", NOON + n // 3 * 1000, NOON + 90_000 - n) for n in range(10)]
    items += [said(f"s{n}", NOON + n * 1000, identity=SCOPED) for n in range(4)]
    shown = walk(stored(*items), limit)
    order = sorted(items, key=lambda i: (i["sent_at"], history.arrival(i)), reverse=True)
    assert [item["sk"] for item in shown] == [item["sk"] for item in order]


@pytest.mark.parametrize("limit", [1, 4, 25])
def test_messages_of_the_same_moment_stand_in_the_order_of_their_arrival(
    cloud: Any, limit: int
) -> None:
    arrivals = [3, 1, 4, 0, 2, 5]
    items = [said(f"w{n}", NOON, NOON + n, text=str(n)) for n in arrivals]
    assert [item["text"] for item in walk(stored(*items), limit)] == list("543210")


def test_a_cursor_outlives_its_message(cloud: Any) -> None:
    items = [said(f"w{n}", NOON + n) for n in range(4)]
    summary = stored(*items)
    table.delete(items[2]["pk"], items[2]["sk"])
    page = history.newest(summary, items[2]["sk"], 5)
    assert [item["sk"] for item in page] == [items[1]["sk"], items[0]["sk"]]


@pytest.mark.parametrize("length", [10, 120])
def test_a_page_costs_the_same_at_any_length(cloud: Any, length: int) -> None:
    summary = stored(*(said(f"w{n}", NOON + n * 1000) for n in range(length)))
    with faults.injected() as calls:
        assert len(history.newest(summary, None, 5)) == 5
    assert calls.operations == ["Query"]


def test_one_message_is_one_read(cloud: Any) -> None:
    item = said("w")
    stored(item)
    with faults.injected() as calls:
        assert history.find(MessageId.of(item)) == item
    assert calls.operations == ["GetItem"]
    assert history.find(MessageId("nobody", 1, "x")) is None


def test_what_arrived_since_a_mark_is_in_the_order_of_arrival(cloud: Any) -> None:
    early, late_one = said("early", NOON - MINUTE), said("late", NOON - DAY, NOON + MINUTE)
    quick, other = said("quick", NOON), said("other", NOON + 1, identity=SCOPED)
    late_other = said("late other", NOON - DAY, NOON + 2 * MINUTE, identity=SCOPED)
    summary = stored(late_other, late_one, other, quick, early, ours())
    mark = history.arrival(early)
    found = [item["sk"] for item in history.arrived_since(summary, mark)]
    assert found == [item["sk"] for item in (quick, other, late_one, late_other)]
    assert history.arrived_since(summary, history.arrival(late_other)) == []
    assert len(history.arrived_since(summary, "")) == 5


def test_those_that_fell_off_the_list_of_late_ones_are_found_all_the_same(cloud: Any) -> None:
    items = [said(f"late{n}", NOON - DAY - n * 1000, NOON + n) for n in range(late.KEPT + 5)]
    summary = stored(*items, said("w", NOON - 1, NOON - 1))
    found = history.arrived_since(summary, f"{NOON:013d}#")
    assert [item["sk"] for item in found] == [item["sk"] for item in items]
    beyond = NOON + late.KEPT
    with faults.injected() as calls:
        few = history.arrived_since(summary, f"{beyond:013d}#")
    assert len(few) == 5
    assert calls.operations == ["Query"] + ["GetItem"] * 5


def test_unread_is_what_arrived_after_the_mark_and_stops_at_its_cap(cloud: Any) -> None:
    summary = stored(
        said("old", NOON - DAY),
        said("late", NOON - DAY, NOON + MINUTE),
        said("event", NOON + 1, type="event", text=""),
        ours(),
        *(said(f"w{n}", NOON + n) for n in range(3)),
    )
    assert history.unread_count({**summary, "read_through": NOON}) == 4
    assert history.unread_count(summary) == 5
    many = stored(*(said(f"m{n}", NOON + n, identity=PHONE) for n in range(130)))
    assert history.unread_count(many) == history.UNREAD_CAP


def test_of_all_that_was_said_people_s_answers_are_found_by_their_times(cloud: Any) -> None:
    by_agent = {"author_kind": "agent", "author_id": "ana"}
    summary = stored(
        said("asks", NOON),
        ours("first", NOON + 2 * MINUTE, **by_agent),
        ours("bot", NOON + 3 * MINUTE, author_kind="bot"),
        ours("note", NOON + 4 * MINUTE, **by_agent, direction="note"),
        ours("second", NOON + 5 * MINUTE, **by_agent),
    )
    both = [NOON + 2 * MINUTE, NOON + 5 * MINUTE]
    assert history.answers_since(summary, NOON) == both
    assert history.answers_since(summary, both[0]) == both[1:]
