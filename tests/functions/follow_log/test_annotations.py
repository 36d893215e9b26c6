"""An annotation and its message find each other, whichever is second, and cost nothing else."""

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.follow_log import awaited
from functions.follow_log.awaited import half
from functions.follow_log.changes import Change
from functions.follow_log.follow import follow
from functions.follow_log.stream import lambda_handler
from shared import configuration, conversations, credentials, table
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.following import come, place, stored
from tests.functions.follow_log.log import (
    MINUTE,
    NOON,
    PHONE,
    SCOPED,
    conversation,
    noted,
    ours,
    ref,
    said,
)
from tests.functions.follow_log.stream_reader import StreamReader, batch, lasting
from tests.functions.follow_log.taking_turns import interrupted_by, take

C = conversation()
SENT = ours("answer", status="sent", provider_id="wamid.out", provider_ref=ref("wamid.out"))
READ = noted("status", "wamid.out", "read", NOON + 2000, status="read")
LIKED = noted("reaction", "wamid.out", "liked", NOON + 3000, emoji="x", by="contact")


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def forget_everything(stream: StreamReader) -> None:
    for item in list(table.query(f"C#{C}", "A", "~")):
        table.delete(item["pk"], item["sk"])
    stream.read()


@pytest.mark.parametrize("item", [said("wamid.2", NOON + MINUTE), SENT])
def test_an_ordinary_message_is_followed_without_a_query(stream: StreamReader, item: Item) -> None:
    come(stream, said("wamid.1"))
    calls = come(stream, item)
    assert calls.count("Query") == 0
    assert (calls.count("GetItem"), calls.count("UpdateItem")) == (1, 1)  # both of the summary


def test_an_annotation_that_finds_its_message_notes_nothing(stream: StreamReader) -> None:
    come(stream, said("wamid.1"), SENT)
    assert come(stream, READ).count("UpdateItem") == 1
    assert stored(SENT)["status"] == "read"
    assert awaited.NAME not in place()


def test_all_that_waited_is_applied_and_forgotten_once_the_message_comes(
    stream: StreamReader,
) -> None:
    come(stream, said("wamid.1"))
    come(stream, READ)
    come(stream, LIKED)
    assert {*place()["awaited"]} == {half(ref("wamid.out"))}
    calls = come(stream, said("wamid.2", NOON + MINUTE))
    assert calls.count("Query") == 0  # it is another message that is awaited
    come(stream, SENT)
    assert (stored(SENT)["status"], stored(SENT)["reactions"]["contact"]["emoji"]) == ("read", "x")
    assert "awaited" not in place()


def test_what_comes_before_all_else_makes_no_conversation_and_is_not_lost(
    stream: StreamReader,
) -> None:
    come(stream, READ)
    assert conversations.summary(C) is None
    come(stream, said("wamid.1"))
    assert (conversations.summary(C) or {})["owner"] == "bot"
    come(stream, SENT)
    assert stored(SENT)["status"] == "read"


def test_a_second_annotation_of_an_unknown_message_costs_one_look(stream: StreamReader) -> None:
    come(stream, said("wamid.1"))
    first, second = come(stream, READ), come(stream, LIKED)
    assert (first.count("Query"), first.count("UpdateItem")) == (2, 1)
    assert (second.count("Query"), second.count("UpdateItem")) == (1, 0)


def test_messages_that_never_come_are_no_burden_that_grows(stream: StreamReader) -> None:
    come(stream, said("wamid.1"))
    foreign = [
        noted("status", f"wamid.foreign.{n}", "read", NOON + n, status="read")
        for n in range(awaited.MOST + 1)
    ]
    for item in foreign:
        come(stream, item)
    assert {*place()["awaited"]} == {awaited.ANY}
    calls = come(stream, noted("status", "wamid.more", "read", NOON, status="read"))
    assert calls.count("UpdateItem") == 0
    come(stream, READ)
    come(stream, SENT)
    assert stored(SENT)["status"] == "read"


def test_what_waits_for_our_own_id_asks_for_no_look(stream: StreamReader) -> None:
    come(stream, noted("status", "wamid.1", "read", our_id=f"{C}.1.gone", status="read"))
    assert place() == {}


def test_every_order_leaves_the_same(stream: StreamReader) -> None:
    reference = None
    for order in itertools.permutations([SENT, READ, LIKED]):
        for item in (said("wamid.1"), *order):
            come(stream, item)
        left = [item for item in lasting() if item["pk"] == f"C#{C}"]
        assert "awaited" not in place()
        assert stored(SENT)["status"] == "read"
        reference = reference or left
        assert left == reference, [item["sk"] for item in order]
        forget_everything(stream)


def test_every_crash_followed_by_the_batch_again_leaves_it_applied(stream: StreamReader) -> None:
    def begin(crashed: Item) -> list[dict[str, Any]]:
        forget_everything(stream)
        for item in (said("wamid.1"), READ):
            if item is crashed:
                break
            come(stream, item)
        table.put(crashed)
        return stream.read()

    for crashed in (READ, SENT):
        records = begin(crashed)
        points = faults.lasting_points(lambda records=records: lambda_handler(batch(records), None))  # type: ignore[misc]
        assert len(points) > 1
        for point in points:
            records = begin(crashed)
            faults.run_until(point, lambda records=records: lambda_handler(batch(records), None))  # type: ignore[misc]
            lambda_handler(batch(records), None)
            come(stream, *([SENT] if crashed is READ else []))
            assert stored(SENT)["status"] == "read", point
            assert "awaited" not in place(), point


def annotated(annotation: Item) -> None:
    """As its webhook and its follower do: the follower reads after it was put."""
    table.put_if_absent(annotation)
    followed(Change("1", None, annotation))


def followed(change: Change) -> None:
    _, there = conversations.head(C)
    follow(C, there, [change], configuration.load)


def newly_said() -> None:
    table.put_if_absent(SENT)
    followed(Change("2", None, SENT))


SENDING = {name: value for name, value in SENT.items() if not name.startswith("provider_")}


def newly_named() -> None:
    names = {":id": SENT["provider_id"], ":ref": SENT["provider_ref"]}
    after = table.update(
        SENT["pk"], SENT["sk"], "SET #provider_id = :id, #provider_ref = :ref", names
    )
    followed(Change("2", SENDING, after))


def interleavings(one: int, other: int) -> Iterator[str]:
    for places in itertools.combinations(range(one + other), one):
        yield "".join("a" if n in places else "m" for n in range(one + other))


@pytest.mark.parametrize(
    ("message", "there", "first"), [(newly_said, [], "am"), (newly_named, [SENDING], "ma")]
)
def test_in_every_order_of_their_calls_one_of_the_two_sees_the_other(
    stream: StreamReader, message: Callable[[], None], there: list[Item], first: str
) -> None:
    credentials.id_key()
    for order in interleavings(5, 2):  # put, read, look, note, look; and put, read
        for item in there:
            table.put(item)
        acts = {"a": lambda: annotated(READ), "m": message}
        take(order, {name: acts[name] for name in first})
        assert stored(SENT)["status"] == "read", order
        assert "awaited" not in place(), order
        forget_everything(stream)


def test_several_annotations_are_all_applied_whoever_forgets(stream: StreamReader) -> None:
    chance = random.Random(11)  # noqa: S311
    # One sees that the other waits already; that one finds the message before it is asked for.
    bad = "bbbbaaambbbbm"
    for order in [bad, *("".join(chance.sample("aaaaaabbbbbbmm", 14)) for _ in range(12))]:
        acts = {"a": lambda: annotated(READ), "b": lambda: annotated(LIKED), "m": newly_said}
        take(order, acts)
        assert stored(SENT)["status"] == "read", order
        assert stored(SENT)["reactions"]["contact"]["emoji"] == "x", order
        assert "awaited" not in place(), order
        forget_everything(stream)


def test_what_waits_under_the_older_name_is_awaited_under_the_newer(stream: StreamReader) -> None:
    come(stream, noted("reaction", "wamid.new", "r", NOON, emoji="x", by="contact"))
    come(stream, said("wamid.2", NOON, identity=SCOPED, other_identity=PHONE))
    newer = conversation(SCOPED)
    assert {*place(newer)["awaited"]} == {half(ref("wamid.new"))}
    late = said("wamid.new", NOON + MINUTE, identity=SCOPED)
    come(stream, late)
    assert stored(late)["reactions"]["contact"]["emoji"] == "x"
    assert "awaited" not in place(newer)


def test_what_waits_under_one_name_finds_its_message_under_the_other_once_they_are_one(
    stream: StreamReader,
) -> None:
    there = said("wamid.new", NOON, identity=SCOPED)
    come(stream, noted("reaction", "wamid.new", "r", NOON, emoji="x", by="contact"), there)
    assert "reactions" not in stored(there)
    come(stream, said("wamid.2", NOON + MINUTE, identity=SCOPED, other_identity=PHONE))
    assert stored(there)["reactions"]["contact"]["emoji"] == "x"
    assert "awaited" not in place(conversation(SCOPED))


@pytest.mark.parametrize("begun", [True, False])
def test_what_is_noted_just_before_the_id_becomes_another_name_is_taken_along(
    stream: StreamReader, begun: bool
) -> None:
    if begun:
        come(stream, said("wamid.1"))
    table.put(said("wamid.2", NOON, identity=SCOPED, other_identity=PHONE))
    merging, newer = stream.read(), conversation(SCOPED)
    waits = noted("reaction", "wamid.new", "r", NOON, emoji="x", by="contact")
    with interrupted_by("PutItem", lambda: come(stream, waits)):
        lambda_handler(batch(merging), None)
    assert (place()["kind"], {*place(newer)["awaited"]}) == ("merged", {half(ref("wamid.new"))})


def test_what_is_noted_while_the_id_becomes_another_name_is_noted_there(
    stream: StreamReader,
) -> None:
    waits = noted("reaction", "wamid.new", "r", NOON, emoji="x", by="contact")
    come(stream, said("wamid.1"))
    both = said("wamid.2", NOON, identity=SCOPED, other_identity=PHONE)
    table.put(waits)
    slow = stream.read()
    with interrupted_by("UpdateItem", lambda: come(stream, both)):
        lambda_handler(batch(slow), None)
    newer = conversation(SCOPED)
    assert (place()["kind"], {*place(newer)["awaited"]}) == ("merged", {half(ref("wamid.new"))})
    late = said("wamid.new", NOON + MINUTE, identity=SCOPED)
    come(stream, late)
    assert stored(late)["reactions"]["contact"]["emoji"] == "x"
