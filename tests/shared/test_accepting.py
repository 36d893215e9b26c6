"""Accepting: one transaction, whoever else is at it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import accepting, table
from shared.accepting import Draft, Idempotency, Mark, accept
from shared.drafts import OPT_OUT_CONFIRMATION, OUTBOX_LIMIT
from shared.errors import (
    Conflict,
    Contended,
    IdempotencyMismatch,
    NewerReply,
    NoSuchMessage,
    OutboxFull,
    ReplyWindowClosed,
)
from shared.ids import MessageId
from shared.keys.single import idempotency_key
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time

BY_ANA = Draft(type="text", text="Hello!", author_kind="agent", author_id="ana")
BY_BOT = Draft(type="text", text="Welcome.", author_id="bot", rule="greeting")


@pytest.fixture
def summary(cloud: Any, the_time: SteppingClock) -> Item:
    """Of a conversation in which the customer has just said hello."""
    log.say("hello", the_time.now)
    return log.summary()


def once(key: str, body: str = "body") -> Idempotency:
    return Idempotency(*idempotency_key("tests", key), body_hash=body)


def answer(
    summary: Item, clock: SteppingClock, ref: str, draft: Draft = BY_ANA, **more: Any
) -> Item:
    return accept(summary, draft, at=clock.now, ref=ref, **more)


def test_an_accepted_message_is_queued_and_stands_in_the_outbox(
    summary: Item, the_time: SteppingClock
) -> None:
    message = answer(summary, the_time, "one")
    assert table.get(message["pk"], message["sk"]) == message
    assert (message["status"], message["direction"]) == ("queued", "outbound")
    assert message["out_seq"] == 1
    assert (message["channel"], message["account"]) == ("whatsapp", "main")
    assert message["identity"] == summary["identity"]
    after = log.summary()
    assert after["outbox"] == [message["sk"]]
    assert after["answered_id"] == str(MessageId.of(message))
    assert after["answered_at"] == message["received_at"]


def test_an_answer_arrives_after_what_it_answers(summary: Item, the_time: SteppingClock) -> None:
    first = answer(summary, the_time, "one")
    second = answer(log.summary(), the_time, "two")
    assert summary["inbound_at"] < first["received_at"] < second["received_at"]


def test_the_same_key_is_the_same_message(summary: Item, the_time: SteppingClock) -> None:
    first = answer(summary, the_time, "one", BY_BOT)
    log.decide_now(owner="agent:ana")
    the_time.advance(hours=48)
    assert accept(log.summary(), BY_BOT, at=first["sent_at"], ref="one") == first
    assert log.summary()["out_seq"] == 1


def test_the_same_idempotency_key_gives_the_message_again(
    summary: Item, the_time: SteppingClock
) -> None:
    first = answer(summary, the_time, "one", idempotency=once("k"))
    the_time.advance(hours=30)
    assert answer(log.summary(), the_time, "two", idempotency=once("k")) == first
    assert log.summary()["outbox"] == [first["sk"]]


def test_an_idempotency_key_with_another_body_is_refused(
    summary: Item, the_time: SteppingClock
) -> None:
    answer(summary, the_time, "one", idempotency=once("k"))
    with pytest.raises(IdempotencyMismatch):
        answer(log.summary(), the_time, "two", idempotency=once("k", "another"))
    assert log.summary()["out_seq"] == 1


def test_a_reply_needs_an_open_window_and_a_template_does_not(
    summary: Item, the_time: SteppingClock
) -> None:
    the_time.advance(hours=24)
    with pytest.raises(ReplyWindowClosed):
        answer(summary, the_time, "one")
    assert log.messages() == []
    template = Draft(type="template", author_kind="agent", author_id="ana")
    assert answer(summary, the_time, "two", template)["status"] == "queued"


def test_at_most_a_hundred_messages_wait(summary: Item, the_time: SteppingClock) -> None:
    log.decide_now(outbox=[f"M#{n}" for n in range(OUTBOX_LIMIT)])
    with pytest.raises(OutboxFull):
        answer(log.summary(), the_time, "one")
    assert log.messages() == []


def test_the_bot_is_silent_where_it_is_not_the_owner(
    summary: Item, the_time: SteppingClock
) -> None:
    with pytest.raises(Conflict):
        answer(log.decide_now(owner="team:sales"), the_time, "one", BY_BOT)
    assert log.messages() == []


def test_after_an_opt_out_the_bot_only_confirms_it(summary: Item, the_time: SteppingClock) -> None:
    out = log.decide_now(consent="out")
    with pytest.raises(Conflict):
        answer(out, the_time, "one", BY_BOT)
    confirmation = Draft(type="text", text="Done.", purpose=OPT_OUT_CONFIRMATION)
    assert answer(out, the_time, "two", confirmation)["purpose"] == OPT_OUT_CONFIRMATION


def test_a_mark_is_set_with_the_message_and_refuses_the_next(
    summary: Item, the_time: SteppingClock
) -> None:
    mark = Mark("greeted", 1, unless_above=0)
    answer(summary, the_time, "one", BY_BOT, marks=(mark,))
    assert log.summary()["greeted"] == 1
    with pytest.raises(Conflict):
        answer(log.summary(), the_time, "two", BY_BOT, marks=(mark,))
    assert len(log.messages()) == 1
    later = Mark("greeted", 2, unless_above=1)
    answer(log.summary(), the_time, "three", BY_BOT, marks=(later,))
    assert log.summary()["greeted"] == 2


@pytest.mark.parametrize("owner", ["bot", "team:sales"])
def test_an_agents_answer_takes_the_conversation_over(
    summary: Item, the_time: SteppingClock, owner: str
) -> None:
    before = log.decide_now(owner=owner)
    message = answer(before, the_time, "one", take_over_by="agent:ana")
    after = log.summary()
    assert (after["owner"], after["assignee"], after["version"]) == ("agent:ana", "ana", 1)
    assert after["inbox"] == "agent:ana#open#0"
    [decision] = log.decisions()
    assert (decision["cause"], decision["by"]) == (str(MessageId.of(message)), "agent:ana")


def test_an_agents_answer_leaves_the_conversation_with_another_agent(
    summary: Item, the_time: SteppingClock
) -> None:
    before = log.decide_now(owner="agent:bo", assignee="bo")
    answer(before, the_time, "one", take_over_by="agent:ana")
    assert (log.summary()["owner"], log.decisions()) == ("agent:bo", [])


def test_of_two_agents_who_have_seen_the_same_one_is_told_of_the_other(
    summary: Item, the_time: SteppingClock
) -> None:
    seen = MessageId.parse(summary["inbound_id"])
    first = answer(summary, the_time, "one", seen_through=seen)
    with pytest.raises(NewerReply) as refusal:
        answer(summary, the_time, "two", seen_through=seen)  # upon the summary both had read
    assert refusal.value.message == str(MessageId.of(first))
    assert len(log.messages()) == 1


def test_of_agents_who_answer_at_once_all_but_one_are_told(
    summary: Item, the_time: SteppingClock
) -> None:
    seen = MessageId.parse(summary["inbound_id"])

    def attempt(number: int) -> bool:
        try:
            answer(summary, the_time, f"ref{number}", seen_through=seen)
        except NewerReply:
            return False
        return True

    with one_call_at_a_time(), ThreadPoolExecutor(5) as agents:
        assert sum(agents.map(attempt, range(5))) == 1
    assert len(log.messages()) == 1


def test_an_agent_who_has_seen_the_newest_answer_may_add_to_it(
    summary: Item, the_time: SteppingClock
) -> None:
    first = answer(summary, the_time, "one")
    second = answer(log.summary(), the_time, "two", seen_through=MessageId.of(first))
    assert second["out_seq"] == 2


def test_a_message_that_came_after_the_answer_may_be_answered(
    summary: Item, the_time: SteppingClock
) -> None:
    answer(summary, the_time, "one")
    late = log.say("late", the_time.now - 60_000, received_at=the_time.advance(minutes=1))
    answered = answer(log.summary(), the_time, "two", seen_through=MessageId.parse(late))
    assert answered["out_seq"] == 2


def test_what_was_seen_must_be_a_message_of_this_conversation(
    summary: Item, the_time: SteppingClock
) -> None:
    with pytest.raises(NoSuchMessage):
        answer(summary, the_time, "one", seen_through=MessageId(log.CONVERSATION, 1, "nothing"))


def test_fifty_answers_at_once_get_fifty_places(summary: Item, the_time: SteppingClock) -> None:
    with one_call_at_a_time(), ThreadPoolExecutor(50) as agents:
        said = list(agents.map(lambda n: answer(summary, the_time, f"ref{n}"), range(50)))
    stored = sorted(log.messages(), key=lambda m: int(m["out_seq"]))
    assert [m["out_seq"] for m in stored] == list(range(1, 51))
    assert {m["sk"] for m in stored} == {m["sk"] for m in said}
    assert log.summary()["outbox"] == [m["sk"] for m in stored]
    assert log.summary()["answered_id"] == str(MessageId.of(stored[-1]))


def test_one_idempotency_key_at_once_is_one_message(summary: Item, the_time: SteppingClock) -> None:
    with one_call_at_a_time(), ThreadPoolExecutor(20) as tries:
        said = list(
            tries.map(
                lambda n: answer(summary, the_time, f"ref{n}", idempotency=once("k")), range(20)
            )
        )
    [stored] = log.messages()
    assert said == [stored] * 20
    assert log.summary()["outbox"] == [stored["sk"]]


def test_a_held_lock_is_waited_for_and_in_the_end_reported(
    summary: Item, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "_PAUSE_S", 0.0)
    held = "TransactionInProgressException"
    with faults.injected(faults.refused("TransactWriteItems", held, times=2)):
        assert answer(summary, the_time, "one")["out_seq"] == 1
    with (
        faults.injected(faults.refused("TransactWriteItems", held, times=1_000)),
        pytest.raises(Contended),
    ):
        answer(log.summary(), the_time, "two")
    assert len(log.messages()) == 1


def test_a_crash_anywhere_leaves_all_or_nothing(summary: Item, the_time: SteppingClock) -> None:
    def run(ref: str) -> Item:
        log.decide_now(owner="bot")
        return answer(log.summary(), the_time, ref, idempotency=once(ref), take_over_by="agent:ana")

    points = faults.crash_points(lambda: run("counted"))
    for number, point in enumerate(points, start=2):
        faults.run_until(point, lambda ref=str(point): run(ref))  # type: ignore[misc]
        again = run(str(point))
        assert again["out_seq"] == number
    assert log.summary()["outbox"] == [m["sk"] for m in log.messages()]


def test_an_answer_on_a_conversation_that_was_just_merged_lands_on_the_other(
    summary: Item, the_time: SteppingClock
) -> None:
    other = "C#" + "b" * 26
    table.put({**summary, "pk": other, "also": [summary["pk"].removeprefix("C#")]})
    table.put({"pk": summary["pk"], "sk": "A", "kind": "merged", "to": "b" * 26, "was": summary})
    message = answer(summary, the_time, "one")
    assert message["pk"] == other
