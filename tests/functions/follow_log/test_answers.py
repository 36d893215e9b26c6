"""An answer is folded by who accepts it: the follower finds nothing to write, and loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from shared import conversations, keys, table
from shared.accepting import Draft, accept
from shared.folding import changes
from shared.folding.registers import REGISTERS
from shared.folding.summary import fold
from shared.table import Item
from tests import faults
from tests.clock import SteppingClock
from tests.functions.follow_log.log import MINUTE, conversation, said
from tests.functions.follow_log.stream_reader import StreamReader, batch

C = conversation()
BY_ANA = Draft("text", "hello, Ana here", author_kind="agent", author_id="ana")
TEMPLATE = Draft("template", content={"name": "again"}, author_kind="system", rule="fallback")


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    """Of a customer who has just said hello, which was followed."""
    reader = StreamReader()
    table.put(said("wamid.1", the_time.now))
    follow(reader)
    return reader


def follow(stream: StreamReader) -> None:
    while records := stream.read():
        assert lambda_handler(batch(records), None) == {"batchItemFailures": []}


def summary() -> Item:
    found = conversations.summary(C)
    assert found is not None
    return found


def log() -> list[Item]:
    kinds = ("message", "decision")
    return [
        item for item in table.query(keys.conversation_pk(C), "D", "R") if item["kind"] in kinds
    ]


def assert_nothing_is_missing() -> None:
    """The summary is the fold of its whole log, and lies where it belongs."""
    there = summary()
    assert changes.between(there, fold(there, log())) == {}
    assert there["bucket"] == keys.inbox_bucket(there["active_at"], C, there["bucket"])
    anew = fold({"pk": there["pk"], "sk": "A"}, log())
    known = {name for name in anew if name in REGISTERS} - {"bucket"}
    assert {name: there.get(name) for name in known} == {name: anew[name] for name in known}


def answer(at: int, ref: str = "one", draft: Draft = BY_ANA, **more: Any) -> Item:
    return accept(summary(), draft, at=at, ref=ref, **more)


WAYS: dict[str, Callable[[int], Item]] = {
    "an answer": answer,
    "a bot's answer, which stands where it was caused": lambda now: answer(
        now - MINUTE, draft=Draft("text", "welcome", rule="greeting")
    ),
    "a text of several messages": lambda now: answer(
        now, draft=Draft("text", "word " * 2000, author_kind="agent", author_id="ana")
    ),
    "an answer that takes the conversation over": lambda now: answer(now, take_over_by="agent:ana"),
    "an answer much later, in another place of the inbox": lambda now: answer(now + 9 * MINUTE),
}


@pytest.mark.parametrize("say", WAYS.values(), ids=WAYS)
def test_the_follower_writes_no_summary_for_what_was_accepted(
    stream: StreamReader, the_time: SteppingClock, say: Callable[[int], Item]
) -> None:
    the_time.advance(minutes=1)
    before, began = summary(), the_time.now
    say(began)
    accepted = summary()
    assert accepted["rev"] == before["rev"] + 1
    assert_nothing_is_missing()
    with faults.injected() as calls:
        follow(stream)
    assert calls.count("UpdateItem") == 0
    assert summary() == accepted


def test_what_waits_for_the_customer_is_folded_with_its_template(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    the_time.advance(hours=25)
    answer(the_time.now, instead=TEMPLATE)
    assert_nothing_is_missing()
    accepted = summary()
    follow(stream)
    assert summary() == accepted


def test_what_a_customer_says_while_an_answer_is_accepted_is_not_written_over(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    the_time.advance(minutes=1)

    def customer_writes() -> None:
        table.put(said("wamid.2", the_time.now + 2 * MINUTE, the_time.now + 2 * MINUTE))
        follow(stream)

    meanwhile = faults.Fault("TransactWriteItems", customer_writes, 1)
    with faults.injected(meanwhile) as calls:
        made = answer(the_time.now)
    assert calls.count("TransactWriteItems") == 2
    assert summary()["inbound_at"] == the_time.now + 2 * MINUTE
    assert (summary()["outbox"], summary()["out_seq"]) == ([made["sk"]], 1)
    follow(stream)
    assert_nothing_is_missing()


def test_an_answer_that_is_accepted_while_the_follower_folds_is_not_written_over(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    the_time.advance(minutes=1)
    table.put(said("wamid.2", the_time.now - MINUTE // 2))
    made: list[Item] = []
    meanwhile = faults.Fault("UpdateItem", lambda: made.append(answer(the_time.now)), 1)
    with faults.injected(meanwhile) as calls:
        follow(stream)
    assert calls.count("UpdateItem") == 2
    assert summary()["outbox"] == [made[0]["sk"]]
    assert summary()["active_at"] == made[0]["received_at"]
    assert_nothing_is_missing()


def test_where_nobody_else_writes_an_answer_is_accepted_at_once(
    stream: StreamReader, the_time: SteppingClock
) -> None:
    with faults.injected() as calls:
        for number in range(3):
            answer(the_time.now, f"ref{number}")
    assert calls.count("TransactWriteItems") == 3
