"""A reply token belongs to one message of ours, whatever happens."""

import json

import pytest

from functions.line.reply_tokens import borrowed, given_back, token_of
from shared import table
from shared.conversations import summary
from shared.delivery import claiming
from shared.errors import Conflict
from shared.ids import MessageId
from shared.table import Item
from tests.functions.line.conftest import CONVERSATION, PK, World
from tests.shared.outbox import message


def claimed(line: World, text: str = "one") -> Item:
    """The first message of the outbox, taken for one call."""
    one = line.accepted(text)
    known = summary(CONVERSATION)
    assert known
    return claiming.claim(known, message(one), line.clock.now)


def test_it_is_written_on_both_messages(line: World) -> None:
    customers = line.says()
    ours = claimed(line)
    lent = borrowed(ours)
    assert lent is not None
    assert (lent.token, lent.doubtful) == (token_of(customers), False)
    assert message(str(MessageId.of(ours)))["reply_token_of"] == customers["sk"]
    assert message(str(MessageId.of(customers)))["reply_token_by"] == ours["sk"]


def test_who_holds_one_is_told_that_it_may_have_been_used(line: World) -> None:
    line.says()
    ours = claimed(line)
    first = borrowed(ours)
    line.clock.advance(minutes=3)
    line.says("a newer one")
    again = borrowed(message(str(MessageId.of(ours))))
    assert first is not None
    assert again is not None
    assert (again.token, again.doubtful, again.is_fresh()) == (first.token, True, False)


def test_given_back_it_is_not_lent_again(line: World) -> None:
    line.says()
    ours = claimed(line)
    assert borrowed(ours)
    given_back(ours)
    now = message(str(MessageId.of(ours)))
    assert "reply_token_of" not in now
    assert borrowed({**now, "attempts": 1}) is None


def test_a_claim_that_is_lost_gets_none(line: World) -> None:
    customers = line.says()
    ours = claimed(line)
    claiming.release(ours)
    with pytest.raises(Conflict):
        borrowed(ours)
    assert "reply_token_by" not in message(str(MessageId.of(customers)))


def test_a_later_try_looks_for_none(line: World) -> None:
    line.says()
    ours = claimed(line)
    assert borrowed({**ours, "attempts": 2}) is None


def test_a_token_of_what_was_erased_cannot_be_asked_for_again(line: World) -> None:
    customers = line.says()
    ours = claimed(line)
    borrowed(ours)
    table.delete(PK, customers["sk"])
    with pytest.raises(Conflict):
        borrowed(message(str(MessageId.of(ours))))


@pytest.mark.parametrize("content", [None, "{}", '{"tokens": null}', '{"tokens": {"read": "r"}}'])
def test_not_every_message_brings_one(content: str | None) -> None:
    assert token_of({"content": content}) == ""
    assert token_of({"content": json.dumps({"tokens": {"reply": "t"}})}) == "t"
