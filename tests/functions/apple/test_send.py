"""Apple's send function before the simulator: taken once, whatever happens on the way."""

from typing import Any

import pytest

from functions.apple import send
from shared.accepting import Draft
from shared.errors import ReplyWindowClosed
from shared.ids import MessageId
from tests import faults
from tests.functions.apple.conftest import CONVERSATION, World, told_otherwise
from tests.functions.apple.reading import ANA, BUSINESS
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of

BUTTONS = [{"id": f"c{n}", "title": f"Choice {n}"} for n in range(8)]


def offer(count: int) -> Draft:
    content = {"buttons": BUTTONS[:count]}
    return Draft("interactive", "Which?", content, author_kind="agent", author_id="ana")


def test_a_message_carries_an_id_of_ours_in_body_and_headers(apple: World) -> None:
    apple.says()
    one = apple.accepted("one")
    event = outbox.event({"conversation": CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (body,), (headers,) = apple.bodies(), apple.headers()
    named = message(one)["provider_id"]
    assert body == {
        "v": 1,
        "id": named,
        "type": "text",
        "sourceId": BUSINESS,
        "destinationId": ANA,
        "body": "one",
    }
    assert (headers["id"], headers["source-id"], headers["destination-id"]) == (
        named,
        BUSINESS,
        ANA,
    )
    assert (headers["content-encoding"], headers["auto-reply"]) == ("gzip", "false")
    assert apple.took() == ["one"]


def test_what_a_bot_says_is_marked_so(apple: World) -> None:
    apple.says()
    apple.accepted("hi", Draft("text", "hi", author_id="bot", rule="greeting"))
    apple.drain()
    assert [headers["auto-reply"] for headers in apple.headers()] == ["true"]


def test_choices_are_quick_replies_or_a_list(apple: World) -> None:
    apple.says()
    for count in (2, 8):
        apple.accepted(str(count), offer(count))
    apple.drain()
    parts: list[Any] = [body["interactiveData"]["data"] for body in apple.bodies()]
    assert ["quick-reply" in part for part in parts] == [True, False]
    assert len(parts[1]["listPicker"]["sections"][0]["items"]) == 8
    taken = [m.id for m in apple.simulator.messages("apple")]
    assert [part["requestIdentifier"] for part in parts] == taken


@pytest.mark.parametrize("fault", ["500", "429", "timeout", "drop-after-accept"])
def test_trouble_is_tried_through_and_the_customer_gets_one(apple: World, fault: str) -> None:
    apple.says()
    one = apple.accepted("one")
    apple.fails(fault, 1)
    assert apple.drain() == []
    assert (status_of(one), apple.took()) == ("sent", ["one"])
    assert len({body["id"] for body in apple.bodies()}) == 1


@pytest.mark.parametrize("fault", ["500", "timeout", "drop-after-accept"])
def test_long_trouble_is_waited_through_and_the_customer_gets_one(apple: World, fault: str) -> None:
    apple.says()
    one = apple.accepted("one")
    apple.fails(fault, 3)
    apple.drain()
    assert status_of(one) == "held"
    apple.clock.advance(minutes=2)
    apple.drain()
    assert (status_of(one), apple.took()) == ("sent", ["one"])


def test_a_crash_after_the_call_is_made_good_by_the_same_id(apple: World) -> None:
    apple.says()
    one = apple.accepted("one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.delivery.recording.record", _crash)
        with pytest.raises(KeyboardInterrupt):
            apple.drain()
    assert status_of(one) == "sending"
    apple.clock.advance(minutes=3)
    apple.drain()
    assert (status_of(one), apple.took(), len(apple.bodies())) == ("sent", ["one"], 2)


def _crash(*args: object, **more: object) -> None:
    raise KeyboardInterrupt


def test_a_rejected_token_waits_for_an_admin(apple: World) -> None:
    apple.says()
    one = apple.accepted("one")
    apple.fails("token-expired", 1)
    apple.drain()
    assert status_of(one) == "held"
    two = apple.accepted("two")
    told_otherwise(api_secret="")
    apple.clock.advance(minutes=16)
    apple.drain()
    assert {status_of(one), status_of(two)} <= {"held", "queued"}


def test_whoever_left_is_not_written_to(apple: World) -> None:
    apple.says()
    waiting = apple.accepted("too late")
    apple.says(event="close")
    apple.drain()
    assert (status_of(waiting), error_of(waiting)["code"]) == ("failed", "ended")
    assert apple.asked() == []
    with pytest.raises(ReplyWindowClosed):
        apple.accepted("still too late")


def test_whoever_comes_back_may_be_answered(apple: World) -> None:
    apple.says()
    apple.says(event="close")
    apple.says("hello again")
    one = apple.accepted("welcome back")
    apple.drain()
    assert (status_of(one), apple.took()) == ("sent", ["welcome back"])


def test_a_customer_who_left_unseen_is_known_by_the_answer(apple: World) -> None:
    apple.says()
    one = apple.accepted("one")
    apple.platform._there[ANA] = False
    apple.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "404")


def test_what_cannot_be_put_into_words_stops_nobody(apple: World) -> None:
    apple.says()
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    ids = [apple.accepted("nowhere", place), apple.accepted("ok")]
    apple.drain()
    assert [status_of(one) for one in ids] == ["failed", "sent"]
    assert error_of(ids[0])["code"] == "malformed"


def test_typing_is_shown_and_reading_cannot_be(apple: World) -> None:
    customers = apple.says()
    told = {"conversation": CONVERSATION, "message": str(MessageId.of(customers))}
    event = outbox.event({**told, "signal": "read"}, {**told, "signal": "typing"})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    send.lambda_handler(outbox.event({**told, "signal": "typing"}), None)
    bodies = apple.bodies()
    assert [body["type"] for body in bodies] == ["typing_start", "typing_start"]
    assert len({body["id"] for body in bodies}) == 2  # one id would be shown once
    assert apple.took() == []


def test_nothing_is_read_for_it_but_what_every_channel_reads(apple: World) -> None:
    apple.says()
    apple.accepted("one")
    with faults.injected() as calls:
        apple.drain()
    assert calls.operations.count("Query") == 1  # has the customer left?
