"""What is awaited counts for days, and then costs nothing again; what comes later is not lost."""

import itertools
from typing import Any

import pytest

from functions.follow_log import awaited
from shared.table import Item
from tests.clock import SteppingClock
from tests.functions.follow_log.following import come, place, stored
from tests.functions.follow_log.log import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    PHONE,
    SCOPED,
    conversation,
    decided,
    noted,
    ours,
    ref,
    said,
)
from tests.functions.follow_log.stream_reader import StreamReader

TODAY = NOON // DAY
FULL = {f"ref{n}": TODAY + n % 3 for n in range(awaited.MOST)}
EDITED = noted("edit", "wamid.late", "e", NOON, type="text", text="edited")


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def foreign(day: int, count: int = awaited.MOST + 1) -> list[Item]:
    """Annotations of messages that nobody ever tells of."""
    at = NOON + day * DAY
    names = [f"wamid.foreign.{day}.{n}" for n in range(count)]
    return [noted("status", name, "read", at, status="read") for name in names]


def after_days(the_time: SteppingClock, days: int) -> int:
    return the_time.advance(hours=24 * days)


def test_any_counts_until_the_last_day_of_what_it_stands_for() -> None:
    refs = awaited.remembered("one more", FULL, NOON)
    assert refs == {awaited.ANY: TODAY + 3}
    assert awaited.counting(refs, NOON + 4 * DAY - 1) == refs
    assert awaited.counting(refs, NOON + 4 * DAY) == {}


def test_after_any_refs_are_counted_one_by_one_again() -> None:
    refs, later = {awaited.ANY: TODAY}, NOON + DAY
    assert awaited.remembered("next", refs, later) == {"next": TODAY + 4}


def test_what_counts_no_more_makes_room() -> None:
    left = {ref: until for ref, until in FULL.items() if until > TODAY}
    assert 0 < len(left) < len(FULL)
    assert awaited.remembered("one more", FULL, NOON + DAY) == {**left, "one more": TODAY + 4}


@pytest.mark.parametrize(
    "several", [*itertools.permutations([{"a": 1}, {"a": 3, "b": 2}, {"b": 1}])]
)
def test_of_several_days_the_last_counts(several: list[Item]) -> None:
    assert awaited.together(0, *several) == {"a": 3, "b": 2}


def test_forgetting_what_is_not_remembered_changes_nothing() -> None:
    old = {"gone": TODAY - 1, awaited.ANY: TODAY}
    assert awaited.without("other", old, NOON) == old
    assert awaited.without("gone", old, NOON) == {awaited.ANY: TODAY}


@pytest.mark.parametrize("day", range(5))
@pytest.mark.parametrize("said_days_before", [0.0, 0.5, 1.0, 1.9])
def test_an_annotation_counts_for_as_long_as_its_message_is_not_late(
    day: int, said_days_before: float
) -> None:
    """However late in its day it came, and whichever message it is about."""
    for hour in range(0, 24, 5):
        now = NOON + hour * HOUR
        summary = {awaited.NAME: awaited.remembered("ref", {}, now)}
        at = now - int(said_days_before * DAY)
        message = {"provider_ref": "ref", "sent_at": at, "received_at": now + day * DAY}
        assert awaited.may_be_awaited(message, summary, now + day * DAY)


def test_a_message_without_a_platform_id_is_not_awaited() -> None:
    nameless = {"sent_at": 0, "received_at": 0}
    assert not awaited.may_be_awaited(nameless, {awaited.NAME: {awaited.ANY: TODAY}}, NOON)


def test_messages_that_never_come_are_a_burden_for_days_only(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    come(stream, said("wamid.1"), *foreign(0))
    assert {*place()["awaited"]} == {awaited.ANY}
    assert come(stream, said("wamid.2", NOON + MINUTE)).count("Query") == 1
    now = after_days(the_time, 4)
    calls = come(stream, said("wamid.3", now))
    assert (calls.count("Query"), calls.count("UpdateItem")) == (0, 1)
    assert "awaited" not in place()  # by the same write


def test_while_they_go_on_one_write_a_day_remembers_it(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    come(stream, said("wamid.1"), *foreign(0))
    first, *others = foreign(1)
    after_days(the_time, 1)
    assert come(stream, first).count("UpdateItem") == 1
    assert come(stream, *others).count("UpdateItem") == 0
    assert place()["awaited"] == {awaited.ANY: TODAY + 4}


def test_once_any_is_over_a_few_are_remembered_by_name(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    come(stream, said("wamid.1"), *foreign(0))
    now = after_days(the_time, 4)
    come(stream, *foreign(4, 2))
    assert len(place()["awaited"]) == 2
    assert come(stream, said("wamid.2", now)).count("Query") == 0


def test_a_message_that_comes_after_its_annotation_is_forgotten_gets_it_all_the_same(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    come(stream, said("wamid.1"), EDITED)
    now = after_days(the_time, 5)
    come(stream, said("wamid.2", now))
    assert "awaited" not in place()
    late = said("wamid.late", NOON - MINUTE, now)
    come(stream, late)
    assert stored(late)["text"] == "edited"


def test_what_was_sent_days_after_it_was_accepted_is_asked_for_what_waits(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    now = after_days(the_time, 5)
    come(stream, said("wamid.1", now), noted("status", "wamid.out", "r", now, status="read"))
    sent = ours("answer", NOON, status="sent", provider_ref=ref("wamid.out"))
    come(stream, sent)
    assert stored(sent)["status"] == "read"
    assert "awaited" not in place()


def test_nothing_is_forgotten_where_there_is_no_summary_yet(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    come(stream, EDITED)
    after_days(the_time, 5)
    come(stream, noted("reaction", "wamid.late", "r", NOON, our_id="gone.1.gone", emoji="x"))
    assert "kind" not in place()


def test_as_much_as_may_be_awaited_leaves_a_summary_below_a_kilobyte(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    """Also of two ids, where somebody has it and much is remembered of it."""
    come(stream, said("wamid.1", name="Ana Maria Gonzalez", text="x" * 100))
    come(stream, ours(text="x" * 100), decided(1, owner="agent:ana", assignee="ana", at=NOON))
    come(stream, said("wamid.2", NOON, identity=SCOPED, other_identity=PHONE))
    come(stream, *foreign(0, awaited.MOST))
    summary = place(conversation(SCOPED))
    assert len(summary["awaited"]) == awaited.MOST
    marks = {"handled_through": f"{NOON}#{ref('x')}", "read_through": NOON, "opened_at": NOON}
    answered = {"answered_at": NOON, "answered_id": f"{conversation()}.{NOON}.{ref('x')}"}
    assert _size({**summary, **marks, **answered, "waiting_since": NOON}) < 1024


def _size(value: Any) -> int:
    """As DynamoDB counts it, roughly, and rather more."""
    match value:
        case dict():
            return 3 + sum(len(name) + 1 + _size(of) for name, of in value.items())
        case list():
            return 3 + sum(1 + _size(of) for of in value)
        case str():
            return len(value.encode())
        case int():
            return len(str(value)) // 2 + 2
    return 1
