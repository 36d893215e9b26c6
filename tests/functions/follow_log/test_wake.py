"""Wake-ups and the queues they go to."""

import json
from typing import Any

import pytest

from functions.follow_log.changes import Change
from functions.follow_log.wake import wake_ups_of
from shared import waking
from shared.errors import Unavailable
from shared.planning.sight import BY
from shared.settings import settings
from shared.waking import WakeUp
from tests import faults
from tests.functions.follow_log.log import NOON, closed, decided, noted, ours, said
from tests.functions.follow_log.stream_reader import queued


def some(count: int) -> list[WakeUp]:
    url = settings().wake_queue_url
    return [WakeUp(url, f"c{n % 3}", json.dumps({"number": n})) for n in range(count)]


def test_what_is_no_news_for_anybody_wakes_nobody(cloud: Any) -> None:
    inbound, sent = said("wamid.1"), ours(status="sent")
    for change in (
        Change("1", inbound, {**inbound, "reactions": {}}),
        Change("1", None, sent),
        Change("1", ours(), {**ours(), "edited_at": 1}),
        Change("1", None, noted("edit", "x", "e")),
        Change("1", None, decided(1)),
        Change("1", None, closed(1)),
        Change("1", None, {k: v for k, v in closed(1).items() if k != "status"}),
    ):
        assert wake_ups_of([change], "c") == []


@pytest.mark.parametrize(
    ("decision", "kinds"),
    [
        ({"queued_at": NOON}, ["decision"]),  # it has just begun to wait
        ({"queued_at": NOON - 1}, ["decision"]),  # for a language, a skill or a turn of now
        ({"queued_at": NOON - 1, "by": BY}, []),  # the workflow has looked itself
        ({}, []),
    ],
)
def test_who_waits_for_something_else_from_now_on_is_looked_at(
    decision: dict[str, Any], kinds: list[str], cloud: Any
) -> None:
    queued_up = decided(1, owner="team:sales", **decision)
    found = wake_ups_of([Change("1", None, queued_up)], "c")
    assert [json.loads(wake.body)["kind"] for wake in found] == kinds


def test_a_message_of_a_channel_that_is_off_stays_queued(cloud: Any) -> None:
    assert wake_ups_of([Change("1", None, ours(channel="pigeon"))], "c") == []


def test_each_time_that_a_message_becomes_queued_has_a_name_of_its_own(cloud: Any) -> None:
    held = ours(status="held", attempts=1, holds=1)
    names = {
        wake.deduplication
        for attempts, holds in ((0, 0), (1, 1), (1, 2), (2, 2))
        for wake in wake_ups_of([Change("1", held, ours(attempts=attempts, holds=holds))], "c")
    }
    assert len(names) == 4


def test_however_many_are_queued_in_a_batch_their_sender_is_woken_once(cloud: Any) -> None:
    first, second = ours("one"), ours("two")
    (alone,) = wake_ups_of([Change("2", None, second)], "c")
    assert wake_ups_of([Change("1", None, first), Change("2", None, second)], "c") == [alone]


def test_any_number_is_sent_ten_at_a_time_and_repeats_once(cloud: Any) -> None:
    with faults.injected() as calls:
        waking.send(some(25) + some(3))
    assert calls.operations == ["SendMessageBatch"] * 3
    assert sorted(body["number"] for body in queued(settings().wake_queue_url)) == [*range(25)]


def test_what_a_queue_refused_is_sent_again_and_only_that(cloud: Any) -> None:
    answers: list[Any] = [_refusing("1"), None]
    assert _sent_with(answers) == [["0", "1", "2"], ["1"]]


def test_a_queue_that_goes_on_refusing_is_unavailable(cloud: Any) -> None:
    with pytest.raises(Unavailable):
        _sent_with([_refusing("1")] * 3)


def test_a_queue_that_is_down_is_unavailable(cloud: Any) -> None:
    with faults.injected(faults.down("sqs")), pytest.raises(Unavailable):
        waking.send(some(1))


def _refusing(number: str) -> Any:
    def answer() -> Any:
        response, _ = faults._error("x", 200)
        return response, {"Successful": [], "Failed": [{"Id": number, "Code": "InternalError"}]}

    return answer


def _sent_with(answers: list[Any]) -> list[list[str]]:
    """Which entries were sent in each call, if the queue answers so (None: as it does)."""
    strikes = [faults.Fault("SendMessageBatch", answer, 1) for answer in answers if answer]
    with faults.injected(*strikes) as calls:
        waking.send(some(3))
    return [[e["Id"] for e in _entries(request)] for request in calls.requests]


def _entries(request: dict[str, Any]) -> Any:
    body = request["body"]
    return json.loads(body)["Entries"]
