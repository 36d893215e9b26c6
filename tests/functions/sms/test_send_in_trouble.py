"""Trouble on the way to Twilio: what is known after each kind, and that nothing doubles."""

import pytest

from tests.functions.sms.conftest import CONVERSATION, Twilio
from tests.shared import outbox
from tests.shared.outbox import status_of


def accepted(twilio: Twilio, text: str) -> str:
    return outbox.accepted(text, twilio.clock.now, conversation=CONVERSATION)


def test_three_leave_in_order_through_trouble(twilio: Twilio) -> None:
    words = ["0", "1", "2"]
    for word in words:
        accepted(twilio, word)
    twilio.fails("500", 2)
    twilio.fails("429", 1, retry_after=90)
    assert twilio.drain() == []
    assert twilio.took() == []
    twilio.clock.advance(seconds=90)
    twilio.drain()
    assert twilio.took() == words
    assert outbox.waiting(CONVERSATION) == []


@pytest.mark.parametrize(
    ("fault", "times", "status", "taken"),
    [
        ("500", 1, "sent", 1),
        ("500", 3, "held", 0),
        ("429", 1, "sent", 1),
        ("429", 3, "held", 0),
        ("token-expired", 1, "held", 0),
        ("timeout", 1, "unknown", 0),
        ("drop-after-accept", 1, "unknown", 1),
        ("slow", 1, "unknown", 1),
    ],
)
def test_each_fault_leaves_what_we_know(
    twilio: Twilio, fault: str, times: int, status: str, taken: int
) -> None:
    one = accepted(twilio, "one")
    twilio.fails(fault, times, seconds=0.6)
    assert twilio.drain() == []
    assert status_of(one) == status
    twilio.simulator.stopping.set()  # lets a slow answer come to its end
    journal = twilio.simulator.journal
    assert journal.wait_for(lambda: len(journal.messages) >= taken, 5)
    assert len(twilio.took()) == taken
