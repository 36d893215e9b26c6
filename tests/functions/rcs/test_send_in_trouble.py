"""Trouble on the way to Google: it goes in the end, in order, and nothing doubles."""

import pytest

from functions.rcs import send
from functions.rcs.ids import message_uuid
from shared import table
from shared.ids import MessageId
from tests.functions.rcs.conftest import CONVERSATION, Google, secret
from tests.shared import outbox
from tests.shared.outbox import message, status_of


def test_three_leave_in_order_through_trouble(google: Google) -> None:
    words = ["0", "1", "2"]
    for word in words:
        google.accepted(word)
    google.fails("500", 2)
    google.fails("429", 1, retry_after=90)
    assert google.drain() == []
    assert google.took() == []
    google.clock.advance(seconds=90)
    google.drain()
    assert google.took() == words
    assert outbox.waiting(CONVERSATION) == []


@pytest.mark.parametrize(
    ("fault", "times", "status", "taken"),
    [
        ("500", 1, "sent", 1),
        ("500", 3, "held", 0),
        ("429", 1, "sent", 1),
        ("429", 3, "held", 0),
        ("timeout", 1, "sent", 1),
        ("timeout", 3, "held", 0),
        ("drop-after-accept", 1, "sent", 1),
        ("drop-after-accept", 3, "held", 1),
        ("slow", 1, "sent", 1),
    ],
)
def test_a_lost_answer_is_asked_for_again(
    google: Google, fault: str, times: int, status: str, taken: int
) -> None:
    one = google.accepted("one")
    google.fails(fault, times, seconds=0.6)
    assert google.drain() == []
    assert (status_of(one), len(google.took())) == (status, taken)
    names = {request["query"] for request in google.asked("agentMessages")}
    assert len(names) == 1


def test_a_try_whose_end_nobody_saw_is_made_again(google: Google) -> None:
    """The function died between Google's answer and our writing it down."""
    one = MessageId.parse(google.accepted("one"))
    send.post(message(str(one)), secret())
    values = {":sending": "sending", ":until": google.clock.now - 1}
    table.update(
        one.pk,
        one.sk,
        "SET #status = :sending, #claimed_until = :until",
        values,
        "attribute_exists(pk)",
    )
    google.drain()
    assert (status_of(str(one)), google.took()) == ("sent", ["one"])
    assert message(str(one))["provider_id"] == message_uuid(message(str(one)))


@pytest.mark.parametrize(("fault", "status"), [("500", "held"), ("timeout", "held")])
def test_trouble_with_the_token_is_no_trouble_with_the_message(
    google: Google, fault: str, status: str
) -> None:
    one = google.accepted("one")
    google.fails(fault, 3, calls="all")
    google.drain()
    assert (status_of(one), google.asked("agentMessages")) == (status, [])
    google.clock.advance(minutes=2)
    google.drain()
    assert google.took() == ["one"]
