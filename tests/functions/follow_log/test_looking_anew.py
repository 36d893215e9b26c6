"""Two conversations become one: what waited under one name finds its message under the other,
wherever the follower broke off."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.follow_log import awaited
from functions.follow_log.stream import lambda_handler
from shared import table
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.following import come, place, stored
from tests.functions.follow_log.log import DAY, MINUTE, NOON, conversation, noted, said
from tests.functions.follow_log.stream_reader import StreamReader, batch
from tests.functions.follow_log.taking_turns import interrupted_by

Liked = Callable[["Customer"], tuple[Item, Item]]


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


class Customer:
    """With two ids, whose messages no other customer has."""

    def __init__(self, name: str) -> None:
        self.name, self.older, self.newer = name, f"346{name}", f"ES.{name}"

    def says(self, what: str, identity: str, **more: Any) -> Item:
        return said(f"wamid.{self.name}.{what}", NOON, identity=identity, **more)

    def likes(self, what: str, identity: str, at: int = NOON) -> Item:
        target = f"wamid.{self.name}.{what}"
        return noted("reaction", target, "r", at, identity=identity, emoji="x", by="contact")

    def is_one(self) -> Item:
        both = said(
            f"wamid.{self.name}.both",
            NOON + MINUTE,
            identity=self.newer,
            other_identity=self.older,
        )
        assert table.put_if_absent(both)
        return both

    def place(self) -> Item:
        return place(conversation(self.newer))


def waits_under_the_older(who: Customer) -> tuple[Item, Item]:
    return who.likes("it", who.older), who.says("it", who.newer)


def waits_under_the_newer(who: Customer) -> tuple[Item, Item]:
    return who.likes("it", who.newer), who.says("it", who.older)


def emoji(item: Item) -> str | None:
    found = stored(item).get("reactions", {}).get("contact", {}).get("emoji")
    return None if found is None else str(found)


@pytest.mark.parametrize("waits", [waits_under_the_older, waits_under_the_newer])
def test_every_crash_followed_by_the_batch_again_leaves_it_applied(
    stream: StreamReader, waits: Liked
) -> None:
    def begin(name: str) -> tuple[Customer, Item, list[dict[str, Any]]]:
        who = Customer(name)
        liked, message = waits(who)
        come(stream, liked, message)
        assert emoji(message) is None
        who.is_one()
        return who, message, stream.read()

    who, message, records = begin("1")
    points = faults.lasting_points(lambda: lambda_handler(batch(records), None))
    for number, point in enumerate(points, 2):
        assert emoji(message) == "x", point
        assert {awaited.NAME, awaited.ANEW} & {*who.place()} == set(), point
        stream.read()
        who, message, records = begin(str(number))
        faults.run_until(point, lambda records=records: lambda_handler(batch(records), None))  # type: ignore[misc]
        lambda_handler(batch(records), None)
    assert emoji(message) == "x"


@pytest.mark.parametrize("waits", [waits_under_the_older, waits_under_the_newer])
def test_where_any_message_is_awaited_all_that_waits_is_looked_for(
    stream: StreamReader, waits: Liked
) -> None:
    who = Customer("1")
    liked, message = waits(who)
    come(stream, liked, message)
    came = who.likes("never", who.newer)
    table.update(liked["pk"], "A", "SET #awaited = :a", {":a": {awaited.ANY: NOON // DAY}})
    come(stream, came)
    who.is_one()
    come(stream)
    assert emoji(message) == "x"
    assert {*who.place()["awaited"]} == {awaited.ANY}
    assert awaited.ANEW not in who.place()


def test_whoever_follows_next_applies_it_if_the_batch_does_not_come_again(
    stream: StreamReader,
) -> None:
    who = Customer("1")
    liked, message = waits_under_the_older(who)
    come(stream, liked, message)
    who.is_one()
    records = stream.read()
    with faults.injected(faults.throttled("Query", times=99)), pytest.raises(Exception):  # noqa: B017
        lambda_handler(batch(records), None)
    assert awaited.ANEW in who.place()
    come(stream, who.says("next", who.older))
    assert emoji(message) == "x"
    assert awaited.ANEW not in who.place()


def test_where_nothing_waits_nobody_looks(stream: StreamReader) -> None:
    who = Customer("1")
    come(stream, who.says("it", who.older))
    who.is_one()
    records = stream.read()
    with faults.injected() as calls:
        lambda_handler(batch(records), None)
    assert calls.count("Query") == 0
    assert awaited.ANEW not in who.place()


def test_what_is_found_nowhere_is_looked_for_once(stream: StreamReader) -> None:
    who = Customer("1")
    come(stream, who.says("it", who.older), who.likes("another", who.older))
    who.is_one()
    come(stream)
    assert (awaited.ANEW in who.place(), len(who.place()["awaited"])) == (False, 1)
    assert come(stream, who.says("next", who.newer)).count("Query") == 0


def test_what_counts_no_more_is_not_taken_over(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    who = Customer("1")
    come(stream, who.says("it", who.older), who.likes("another", who.older))
    the_time.advance(ms=5 * DAY)
    who.is_one()
    come(stream)
    assert {awaited.NAME, awaited.ANEW} & {*who.place()} == set()


def test_a_third_name_that_comes_while_the_log_is_looked_through_is_looked_through_too(
    stream: StreamReader,
) -> None:
    """Its follower breaks off, and what it left to be done is not taken for done."""
    who, third = Customer("1"), "ES.third"
    message = who.says("it", third)
    come(stream, who.likes("it", who.newer), message)
    who.is_one()
    first = stream.read()
    table.put_if_absent(said("wamid.more", NOON, identity=who.newer, other_identity=third))
    then = stream.read()

    def breaks_off() -> None:
        names_read_put_and_written = faults.CrashPoint(3, "after")
        calls = faults.run_until(names_read_put_and_written, again)
        assert calls.operations == ["GetItem", "GetItem", "PutItem", "UpdateItem"]

    def again() -> None:
        lambda_handler(batch(then), None)

    with interrupted_by("Query", breaks_off):
        lambda_handler(batch(first), None)
    assert emoji(message) is None
    assert awaited.ANEW in who.place()
    again()
    assert emoji(message) == "x"
