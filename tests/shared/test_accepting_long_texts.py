"""A text that is too long for one message: several, in order, accepted all together."""

from dataclasses import replace
from typing import Any

import pytest

from shared import table
from shared.accepting import Draft, Idempotency, accept
from shared.drafts import OUTBOX_LIMIT
from shared.errors import IdempotencyMismatch, OutboxFull, ReplyWindowClosed, TextTooLong
from shared.ids import MessageId
from shared.keys.single import idempotency_key
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock

LONGEST = 4096
THREE = "\n\n".join(letter * 4000 for letter in "abc")
BY_ANA = Draft(type="text", text=THREE, author_kind="agent", author_id="ana")
PICTURE = replace(BY_ANA, type="image", content={"media": {"url": "https://example.org/a.jpg"}})
TEMPLATE = Draft(type="template", content={"name": "hello", "language": "en"}, author_kind="agent")


@pytest.fixture
def summary(cloud: Any, the_time: SteppingClock) -> Item:
    """Of a conversation in which the customer has just said hello."""
    log.say("hello", the_time.now)
    return log.summary()


def once(key: str, body: str = "body") -> Idempotency:
    return Idempotency(*idempotency_key("tests", key), body_hash=body)


def said() -> list[str]:
    return [f"{message['type']} {message['text'][:1]}".strip() for message in log.messages()]


def test_its_parts_stand_in_the_log_and_in_the_outbox_in_order(
    summary: Item, the_time: SteppingClock
) -> None:
    first = accept(summary, BY_ANA, at=the_time.now, ref="one")
    stored = log.messages()
    assert first == stored[0]
    assert [m["sk"].rsplit("#")[-1] for m in stored] == ["one", "one-2", "one-3"]
    assert "\n\n".join(m["text"] for m in stored) == THREE
    assert [m["out_seq"] for m in stored] == [1, 2, 3]
    assert log.summary()["outbox"] == [m["sk"] for m in stored]
    assert (log.summary()["out_seq"], log.summary()["answered_id"]) == (3, str(MessageId.of(first)))


def test_a_text_that_fits_costs_what_it_did(summary: Item, the_time: SteppingClock) -> None:
    short = replace(BY_ANA, text="x" * LONGEST)
    with faults.injected() as calls:
        message = accept(summary, short, at=the_time.now, ref="one")
    assert calls.operations == ["GetItem", "Query", "TransactWriteItems"]
    assert log.messages() == [message]
    assert log.summary()["out_seq"] == 1


def test_the_same_key_gives_the_first_again(summary: Item, the_time: SteppingClock) -> None:
    first = accept(summary, BY_ANA, at=the_time.now, ref="one", idempotency=once("k"))
    the_time.advance(hours=1)
    again = accept(log.summary(), BY_ANA, at=the_time.now, ref="two", idempotency=once("k"))
    assert again == first
    assert accept(log.summary(), BY_ANA, at=first["sent_at"], ref="one") == first
    with pytest.raises(IdempotencyMismatch):
        accept(log.summary(), BY_ANA, at=the_time.now, ref="x", idempotency=once("k", "other"))
    assert len(log.messages()) == 3


@pytest.mark.parametrize("part", range(3))
def test_who_has_seen_any_part_of_it_may_add_to_it(
    summary: Item, the_time: SteppingClock, part: int
) -> None:
    accept(summary, BY_ANA, at=the_time.now, ref="one")
    seen = MessageId.of(log.messages()[part])
    more = replace(BY_ANA, text="one thing more")
    added = accept(log.summary(), more, at=the_time.now, ref="two", seen_through=seen)
    assert added["out_seq"] == 4
    assert log.messages()[-1] == added


def test_a_crash_anywhere_leaves_all_parts_or_none(summary: Item, the_time: SteppingClock) -> None:
    def run(ref: str) -> Item:
        return accept(log.summary(), BY_ANA, at=the_time.now, ref=ref, idempotency=once(ref))

    points = faults.crash_points(lambda: run("counted"))
    for number, point in enumerate(points, start=1):
        faults.run_until(point, lambda ref=str(point): run(ref))  # type: ignore[misc]
        assert run(str(point))["out_seq"] == 3 * number + 1
    assert sorted(log.summary()["outbox"]) == sorted(m["sk"] for m in log.messages())
    assert len(log.messages()) == 3 * (len(points) + 1)


def test_words_too_long_to_stand_below_a_picture_follow_it(
    summary: Item, the_time: SteppingClock
) -> None:
    first = accept(summary, replace(PICTURE, reply_to="wamid.q"), at=the_time.now, ref="one")
    assert (first["type"], first["text"], first["reply_to"]) == ("image", "", "wamid.q")
    assert said() == ["image", "text a", "text b", "text c"]
    assert [m["content"] for m in log.messages()[1:]] == ["{}"] * 3
    assert not any("reply_to" in m for m in log.messages()[1:])


def test_words_that_fit_below_a_picture_stay_there(summary: Item, the_time: SteppingClock) -> None:
    accept(summary, replace(PICTURE, text="x" * 1024), at=the_time.now, ref="one")
    assert said() == ["image x"]


def test_words_follow_a_file_that_can_have_none(summary: Item, the_time: SteppingClock) -> None:
    accept(summary, replace(PICTURE, type="audio", text="Listen!"), at=the_time.now, ref="one")
    assert said() == ["audio", "text L"]


def test_more_than_nine_messages_are_refused(summary: Item, the_time: SteppingClock) -> None:
    most = replace(BY_ANA, text="x" * LONGEST * 9)
    accept(summary, most, at=the_time.now, ref="one")
    assert [m["out_seq"] for m in log.messages()] == list(range(1, 10))
    with pytest.raises(TextTooLong):
        accept(log.summary(), replace(most, text=most.text + "x"), at=the_time.now, ref="two")
    with pytest.raises(TextTooLong):  # the picture is one of them
        accept(log.summary(), replace(PICTURE, text=most.text), at=the_time.now, ref="three")
    assert len(log.messages()) == 9


def test_all_of_it_has_a_place_or_nothing(summary: Item, the_time: SteppingClock) -> None:
    log.decide_now(outbox=[f"M#{n}" for n in range(OUTBOX_LIMIT - 2)])
    with pytest.raises(OutboxFull):
        accept(log.summary(), BY_ANA, at=the_time.now, ref="one")
    log.decide_now(outbox=[f"M#{n}" for n in range(OUTBOX_LIMIT - 3)])
    accept(log.summary(), BY_ANA, at=the_time.now, ref="one")
    assert len(log.summary()["outbox"]) == OUTBOX_LIMIT


def test_outside_the_window_all_of_it_waits_and_one_template_goes(
    summary: Item, the_time: SteppingClock
) -> None:
    the_time.advance(hours=25)
    with pytest.raises(ReplyWindowClosed):
        accept(summary, BY_ANA, at=the_time.now, ref="one")
    first = accept(summary, BY_ANA, at=the_time.now, ref="one", instead=TEMPLATE)
    assert first["status"] == "held"
    after, waiting = log.summary(), [m for m in log.messages() if m["status"] == "held"]
    assert after["waiting"] == [m["sk"] for m in waiting]
    assert [m["text"][0] for m in waiting] == ["a", "b", "c"]
    [template] = [table.get(log.PK, sk) or {} for sk in after["outbox"]]
    assert (template["type"], template["trigger"]) == ("template", str(MessageId.of(first)))
    assert template["out_seq"] == after["out_seq"] == 4
