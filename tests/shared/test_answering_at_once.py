"""Many who answer at once: one key is one message, sent once; of two agents one is told."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from shared import aws
from shared.accepting import Draft, Idempotency, accept
from shared.errors import IdempotencyMismatch, NewerReply
from shared.ids import MessageId
from shared.keys.single import idempotency_key
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.shared.outbox import Platform, status_of

AT_ONCE = 100


@pytest.fixture
def summary(cloud: Any, the_time: SteppingClock) -> Item:
    """Of a conversation in which the customer has just said hello."""
    log.say("hello", the_time.now)
    return log.summary()


def send(summary: Item, at: int, ref: str, agent: str, **more: Any) -> Item:
    draft = Draft(type="text", text="Hello!", author_kind="agent", author_id=agent)
    return accept(summary, draft, at=at, ref=ref, take_over_by=f"agent:{agent}", **more)


def test_a_hundred_sends_with_one_key_are_one_message_and_one_call(
    summary: Item, the_time: SteppingClock
) -> None:
    """Each of them wakes the send function too, as the follower does."""
    once = Idempotency(*idempotency_key("token", "send", "k1"), body_hash="body")
    platform, together = Platform(), threading.Barrier(AT_ONCE)

    def send_and_wake(number: int) -> str:
        together.wait(timeout=60)
        # Made at another time by each, as by functions that were called one after another.
        said = send(summary, the_time.now + number, f"ref{number}", "ana", idempotency=once)
        platform.drain()
        return str(MessageId.of(said))

    with one_call_at_a_time(), ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(pool.map(send_and_wake, range(AT_ONCE)))
    platform.drain()
    [stored] = log.messages()
    assert said == [str(MessageId.of(stored))] * AT_ONCE
    assert (platform.calls, platform.sent) == (1, said[:1])
    assert status_of(said[0]) == "sent"
    with pytest.raises(IdempotencyMismatch):
        other = Idempotency(once.pk, once.sk, body_hash="another body")
        send(log.summary(), the_time.now, "other", "ana", idempotency=other)
    assert len(log.messages()) == 1


@pytest.mark.parametrize("calls", range(6))
def test_of_two_agents_who_answer_at_once_exactly_one_is_told_of_the_other(
    summary: Item, the_time: SteppingClock, calls: int
) -> None:
    """Wherever the first one is when the second begins: after so many calls of the table."""
    seen, told = MessageId.parse(summary["inbound_id"]), list[str]()

    def attempt(agent: str) -> None:
        try:
            send(summary, the_time.now, agent, agent, seen_through=seen)
            told.append("accepted")
        except NewerReply:
            told.append("newer-reply")

    with _interrupted(calls, lambda: attempt("bo")):
        attempt("ana")
    assert sorted(told) == ["accepted", "newer-reply"]
    assert len(log.messages()) == 1


@contextmanager
def _interrupted(calls: int, other: Callable[[], None]) -> Iterator[None]:
    """After ``calls`` calls of the table, or afterwards, ``other`` has its whole turn."""
    client = aws.client("dynamodb")
    call, turns = client._make_api_call, iter([*[None] * calls, other])

    def one(*arguments: object) -> object:
        if turn := next(turns, None):
            turn()
        return call(*arguments)

    client._make_api_call = one
    try:
        yield
    finally:
        del client._make_api_call  # its class's own again, which others may replace
    for turn in turns:
        if turn:
            turn()
