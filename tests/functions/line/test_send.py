"""LINE's send function before the simulator: replied while that is free, pushed otherwise."""

import json

import pytest

from functions.line import send
from shared.accepting import Draft
from shared.ids import MessageId
from tests.functions.line.conftest import CONVERSATION, World, told_otherwise
from tests.functions.line.reading import ANA
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of


def test_the_first_answer_is_a_reply_and_the_next_a_push(line: World) -> None:
    customers = line.says()
    one, two = line.accepted("one"), line.accepted("two")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    assert line.asked() == ["reply", "push"]
    reply, push = line.bodies()
    token = json.loads(customers["content"])["tokens"]["reply"]
    assert reply == {"replyToken": token, "messages": [{"type": "text", "text": "one"}]}
    assert push == {"to": ANA, "messages": [{"type": "text", "text": "two"}]}
    assert line.took() == ["one", "two"]
    ids = [taken.id for taken in line.simulator.messages("line")]
    assert [message(one)["provider_id"], message(two)["provider_id"]] == ids


def test_only_a_push_has_a_retry_key(line: World) -> None:
    line.says()
    line.accepted("one")
    line.accepted("two")
    line.drain()
    reply, push = line.headers("X-Line-Retry-Key")
    assert reply is None
    assert push is not None
    assert line.headers("Authorization") == ["Bearer access-token-for-tests"] * 2


def test_each_message_of_the_customer_is_worth_one_reply_the_newest_first(line: World) -> None:
    older = line.says("a")
    line.clock.advance(seconds=1)
    newer = line.says("b")
    for text in ("one", "two", "three"):
        line.accepted(text)
    line.drain()
    assert line.asked() == ["reply", "reply", "push"]
    tokens = [body.get("replyToken") for body in line.bodies()[:2]]
    assert tokens == [json.loads(said["content"])["tokens"]["reply"] for said in (newer, older)]


def test_an_answer_to_a_follow_is_free_as_well(line: World) -> None:
    line.says(event="follow", follow={"isUnblocked": False})
    line.accepted("welcome")
    line.drain()
    assert line.asked() == ["reply"]


@pytest.mark.parametrize(("seconds", "way"), [(40, "reply"), (45, "push"), (300, "push")])
def test_a_token_is_used_while_it_is_good_for_sure(line: World, seconds: int, way: str) -> None:
    line.says()
    line.clock.advance(seconds=seconds)
    line.accepted("one")
    line.drain()
    assert (line.asked(), line.took()) == ([way], ["one"])


def test_a_redelivered_event_counts_from_its_arrival(line: World) -> None:
    line.says(timestamp=line.clock.now - 600_000, redelivery=True)
    line.accepted("one")
    line.drain()
    assert line.asked() == ["reply"]


def test_after_twenty_minutes_a_redelivered_token_is_not_even_tried(line: World) -> None:
    line.says(timestamp=line.clock.now - 21 * 60_000, redelivery=True)
    line.accepted("one")
    line.drain()
    assert line.asked() == ["push"]


def test_a_token_that_line_does_not_take_costs_a_push(line: World) -> None:
    line.says(reply_token="used-by-another-tool")
    one = line.accepted("one")
    line.drain()
    assert (line.asked(), line.took()) == (["reply", "push"], ["one"])
    assert "reply_token_of" not in message(one)


def test_in_standby_there_is_no_token(line: World) -> None:
    line.says(mode="standby")
    line.accepted("one")
    line.drain()
    assert line.asked() == ["push"]


def test_who_is_written_to_first_is_pushed_to(line: World) -> None:
    line.says(event="unfollow")
    one = line.accepted("one")
    line.drain()
    # LINE takes what it will not show to who blocked the account, and does not say so.
    assert (line.asked(), line.took(), status_of(one)) == (["push"], [], "sent")


def test_a_quoted_message_is_named_by_its_token(line: World) -> None:
    customers = line.says("which?")
    quoting = Draft("text", "this", reply_to=customers["provider_id"], author_kind="agent")
    unknown = Draft("text", "that", reply_to="1", author_kind="agent")
    line.accepted("this", quoting)
    line.accepted("that", unknown)
    line.drain()
    first, second = (body["messages"][0] for body in line.bodies())
    assert first["quoteToken"] == json.loads(customers["content"])["tokens"]["quote"]
    assert "quoteToken" not in second


def test_what_cannot_be_put_into_words_stops_nobody_and_costs_no_token(line: World) -> None:
    line.says()
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    ids = [line.accepted("nowhere", place), line.accepted("ok")]
    line.drain()
    assert [status_of(one) for one in ids] == ["failed", "sent"]
    assert error_of(ids[0])["code"] == "malformed"
    assert line.asked() == ["reply"]


def test_a_photo_and_its_words_are_one_call(line: World) -> None:
    line.says()
    media = {"media": {"url": "https://cdn.example/a.jpg"}}
    line.accepted("photo", Draft("image", "broken", media, author_kind="agent", author_id="ana"))
    line.drain()
    assert [m.type for m in line.simulator.messages("line")] == ["image", "text"]
    assert line.asked() == ["reply"]


def test_a_set_without_a_token_waits_for_one_and_gives_nothing_away(line: World) -> None:
    line.says()
    one = line.accepted("one")
    told_otherwise(channel_access_token="")
    line.drain()
    assert (status_of(one), line.asked()) == ("held", [])
    assert "reply_token_of" not in message(one)


def test_reading_and_typing_reach_the_customer(line: World) -> None:
    customers = line.says()
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(customers))}
    event = outbox.event({**told, "signal": "read"}, {**told, "signal": "typing"})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    token = json.loads(customers["content"])["tokens"]["read"]
    assert line.bodies() == [{"markAsReadToken": token}, {"chatId": ANA, "loadingSeconds": 20}]
    assert [sent["status"] for sent in line.simulator.sent("line")] == [200, 202]


def test_what_has_no_read_token_is_read_without_a_call(line: World) -> None:
    customers = line.says(event="follow", follow={"isUnblocked": False})
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(customers))}
    send.lambda_handler(outbox.event({**told, "signal": "read"}), None)
    assert line.asked() == []
