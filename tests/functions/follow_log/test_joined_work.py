"""Two ids of one customer become one conversation, which weighs with its agent and waits as one."""

from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from shared import conversations, table
from shared.deciding import decide
from shared.keys import lists
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import PHONE, SCOPED, conversation, said
from tests.functions.follow_log.stream_reader import StreamReader, batch
from tests.functions.orchestrate import staff

OLD, NEW = conversation(PHONE), conversation(SCOPED)


def follow(stream: StreamReader) -> None:
    while records := stream.read():
        assert lambda_handler(batch(records), None) == {"batchItemFailures": []}


def standing(of: str) -> Item:
    return conversations.summary(of) or {}


def decided(of: str, at: int, owner: str, times: int = 1, **more: Any) -> None:
    """The owner after so many decisions."""
    for n in range(times):
        changes = {"owner": owner if n == times - 1 else f"team:other{n}", **more}
        decide(changes, by="agent:x", why="", cause="x", at=at, expected=standing(of))


def waiting() -> list[str]:
    return [
        lists.turn_of(item["sk"])[2] for item in table.query(lists.queue_pk("sales"), "0", "9~")
    ]


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    """A customer has written under the one id, and later under the other."""
    for name in ("ana", "bo"):
        staff.agent(name, capacity=5)
    stream = StreamReader()
    table.put_if_absent(said("wamid.old", the_time.now, the_time.now))
    at = the_time.advance(seconds=1)
    table.put_if_absent(said("wamid.new", at, at, identity=SCOPED))
    follow(stream)
    return stream


def joined(stream: StreamReader, clock: SteppingClock) -> Item:
    follow(stream)
    at = clock.advance(seconds=1)
    both = {"identity": SCOPED, "other_identity": PHONE}
    table.put_if_absent(said("wamid.both", at, at, **both))
    follow(stream)
    assert conversations.canonical(OLD) == NEW
    return standing(NEW)


def test_who_works_on_the_older_one_works_on_both(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    decided(OLD, the_time.now, "agent:ana")
    after = joined(stream, the_time)
    assert (after["owner"], after["weight"], staff.loads()["ana"]) == ("agent:ana", 1, 1)
    decided(NEW, the_time.now, "agent:ana", status="resolved")
    assert staff.loads()["ana"] == 0


@pytest.mark.parametrize(("of_old", "owner"), [(1, "agent:bo"), (3, "agent:ana")])
def test_of_two_agents_one_has_it_and_the_other_is_free(
    of_old: int, owner: str, stream: StreamReader, the_time: SteppingClock
) -> None:
    decided(OLD, the_time.now, "agent:ana", times=of_old)
    decided(NEW, the_time.now, "agent:bo", times=2)
    after = joined(stream, the_time)
    loads = {f"agent:{name}": load for name, load in staff.loads().items()}
    assert (after["owner"], after["weight"], loads[owner], sum(loads.values())) == (owner, 1, 1, 1)


@pytest.mark.parametrize("of_old", [1, 3])
def test_whoever_waits_waits_in_one_place(
    of_old: int, stream: StreamReader, the_time: SteppingClock
) -> None:
    decided(OLD, the_time.now, "team:sales", times=of_old)
    decided(NEW, the_time.now + 1, "team:sales", times=2)
    assert sorted(waiting()) == sorted([OLD, NEW])
    after = joined(stream, the_time)
    assert (after["owner"], waiting()) == ("team:sales", [NEW])
    decided(NEW, the_time.now, "agent:ana")
    assert (waiting(), staff.loads()["ana"]) == ([], 1)


def test_a_crash_anywhere_counts_nothing_twice(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    decided(OLD, the_time.now, "agent:ana", times=3)
    decided(NEW, the_time.now, "agent:bo")
    follow(stream)
    both = {"identity": SCOPED, "other_identity": PHONE}
    table.put_if_absent(said("wamid.both", the_time.now, the_time.now, **both))
    records = batch(stream.read())
    left = [item for pk in (f"C#{OLD}", f"C#{NEW}", lists.AGENTS) for item in all_of(pk)]
    points = faults.lasting_points(lambda: lambda_handler(records, None))
    assert len(points) >= 2
    for point in points:
        for item in left:
            table.put(item)
        faults.run_until(point, lambda: lambda_handler(records, None))
        lambda_handler(records, None)
        assert staff.loads() == {"ana": 1, "bo": 0}, point


def all_of(pk: str) -> list[Item]:
    return list(table.query(pk, "!", "~"))


def test_an_opt_out_stays_one_whatever_was_decided_about_the_other_id(
    stream: StreamReader,
) -> None:
    for identity in (PHONE, SCOPED):
        table.put(said(f"wamid.{identity}", identity=identity))
    follow(stream)
    out: dict[str, Any] = {
        "consent": "out",
        "consent_since": 5,
        "consent_as_of": "0000000000005#1#x",
    }
    decided(OLD, 5, "team:sales", **out)
    decided(NEW, 9, "agent:ana", times=4)
    table.put(said("wamid.both", identity=SCOPED, other_identity=PHONE))
    follow(stream)
    assert standing(OLD)["pk"] == f"C#{NEW}"
    assert (standing(NEW)["consent"], standing(NEW)["consent_since"]) == ("out", 5)
    assert standing(NEW)["owner"] == "agent:ana"


def test_the_agent_who_has_it_now_keeps_it_however_long_the_other_history_is(
    stream: StreamReader,
) -> None:
    for identity in (PHONE, SCOPED):
        table.put(said(f"wamid.{identity}", identity=identity))
    follow(stream)
    decided(OLD, 5, "team:sales", times=6, status="resolved")
    decided(NEW, 9, "agent:ana")
    table.put(said("wamid.both", identity=SCOPED, other_identity=PHONE))
    follow(stream)
    assert (standing(NEW)["owner"], standing(NEW)["status"]) == ("agent:ana", "open")
    decided(NEW, 10, "agent:bo")
    assert standing(NEW)["version"] == 7
