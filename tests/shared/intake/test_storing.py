"""Storing: one put each, the rest handed back when there is no room or no time."""

from typing import Any

import pytest

from shared import clock
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.intake import storing
from shared.intake.items import said_item
from shared.intake.sorting import Unusable, Work
from shared.intake.storing import LARGE, Tally
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.shared import contents_of
from tests.shared.arrivals import said

LATER = 10**15
HELD_BACK = 3  # items of each work of these tests

pytestmark = pytest.mark.usefixtures("the_time")


def item(provider_id: str, **other: Any) -> Item:
    return said_item(
        said(provider_id, **other),
        id_key=b"key",
        account="main",
        channel="whatsapp",
        received_at=clock.now_ms(),
    )


def work(*items: Item, unusable: tuple[Unusable, ...] = ()) -> Work:
    return Work("whatsapp", "main", list(items), list(unusable))


def three() -> Work:
    return work(*(item(f"wamid.{n}") for n in range(HELD_BACK)))


def test_doing_the_same_work_again_changes_nothing(cloud: Any, the_time: SteppingClock) -> None:
    assert storing.store(three(), LATER) == (Tally(stored=3), work())
    before = contents_of.table(cloud)
    the_time.advance(hours=1)
    assert storing.store(three(), LATER) == (Tally(repeated=3), work())
    assert contents_of.table(cloud) == before


def test_what_tells_no_time_is_claimed_by_the_first_that_came(
    cloud: Any, the_time: SteppingClock
) -> None:
    for stored in (1, 0, 0):
        with faults.injected() as calls:
            tally, _ = storing.store(work(item("wamid.0", sent_at=0)), LATER)
        assert (tally.stored, tally.repeated) == (stored, 1 - stored)
        assert calls.operations == ["TransactWriteItems"]
        the_time.advance(minutes=10)
    (kept,) = [one for one in contents_of.table(cloud) if one.get("kind") == "message"]
    assert kept["sent_at"] == kept["received_at"]


def test_the_first_failure_hands_back_that_item_and_all_after_it(cloud: Any) -> None:
    todo = work(item("wamid.0"), item("wamid.1"), item("wamid.2"))
    slow = faults.timed_out("PutItem")
    assert storing.put_once(todo.items[0])
    with faults.injected(slow) as calls:
        tally, left = storing.store(todo, LATER)
    assert (tally, left.items) == (Tally(), todo.items)
    assert calls.operations == ["PutItem"]


def test_when_time_is_up_the_rest_is_handed_back(cloud: Any, the_time: SteppingClock) -> None:
    todo = three()
    todo.unusable.append(Unusable("unknown kind", b"{}"))
    tick = faults.Fault("PutItem", lambda: the_time.advance(seconds=2) and None, 99)
    with faults.injected(tick):
        tally, left = storing.store(todo, the_time.now + 3_000)
    assert tally == Tally(stored=2)
    assert left == work(todo.items[2], unusable=tuple(todo.unusable))


def test_what_the_table_refuses_for_good_is_kept_and_the_rest_stored(cloud: Any) -> None:
    refuse = faults.refused("PutItem", "ValidationException")
    with faults.injected(refuse):
        tally, left = storing.store(three(), LATER)
    assert tally == Tally(stored=2, quarantined=1)
    assert not left
    (kept,) = contents_of.bucket(cloud, "quarantine/").values()
    assert b"wamid.0" in kept


def test_what_the_table_refuses_waits_if_quarantine_is_down_too(cloud: Any) -> None:
    with faults.injected(faults.refused("PutItem", "ValidationException"), faults.down("s3")):
        tally, left = storing.store(three(), LATER)
    assert tally == Tally(stored=2)
    assert [one.reason for one in left.unusable] == ["refused: ValidationException"]


def test_a_table_that_is_set_up_wrongly_is_an_outage_not_the_items_fault(cloud: Any) -> None:
    with (
        faults.injected(faults.refused("PutItem", "ResourceNotFoundException")),
        pytest.raises(Unavailable),
    ):
        storing.put_once(item("wamid.1"))


@pytest.mark.parametrize(
    ("content", "apart"),
    [("x" * (LARGE - 8), False), ("x" * (LARGE - 7), True), ("é" * (LARGE // 2), True)],
)
def test_content_over_100_kb_goes_to_the_bucket_with_a_pointer(
    cloud: Any, content: str, apart: bool
) -> None:
    large = item("wamid.1", content={"x": content})
    assert storing.put_once(large)
    (stored,) = contents_of.table(cloud)
    if apart:
        assert stored["content_at"] == f"large/{MessageId.of(large)}"
        assert contents_of.bucket(cloud) == {stored["content_at"]: large["content"].encode()}
        assert "content" not in stored
    else:
        assert stored["content"] == large["content"]
        assert contents_of.bucket(cloud) == {}


def test_a_redelivery_with_other_large_content_leaves_the_first(cloud: Any) -> None:
    assert storing.put_once(item("wamid.1", content={"x": "a" * LARGE}))
    assert not storing.put_once(item("wamid.1", content={"x": "b" * LARGE}))
    (kept,) = contents_of.bucket(cloud).values()
    assert b"b" not in kept


def test_without_the_bucket_a_large_message_waits_whole(cloud: Any) -> None:
    todo = work(item("wamid.1", content={"x": "a" * LARGE}))
    with faults.injected(faults.down("s3")) as calls:
        tally, left = storing.store(todo, LATER)
    assert (tally, left) == (Tally(), todo)
    assert calls.count("PutItem") == 0
