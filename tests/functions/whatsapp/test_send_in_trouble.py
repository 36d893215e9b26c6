"""Trouble on the way to WhatsApp: what is known after each kind, and that nothing doubles."""

import json
from typing import Any

import pytest

from functions.whatsapp import send
from shared import credentials, ids, sending
from shared.channels import WHATSAPP
from tests import faults, log
from tests.functions.whatsapp.conftest import WhatsApp
from tests.shared import outbox
from tests.shared.outbox import accepted, message, status_of
from tests.simulator import meta


def test_five_leave_in_order_through_trouble(whatsapp: WhatsApp) -> None:
    words = [f"{n}" for n in range(5)]
    for word in words:
        accepted(word, whatsapp.clock.now)
    whatsapp.fails("500", 2)
    whatsapp.fails("429", 1, retry_after=90)
    assert whatsapp.drain() == []
    assert whatsapp.took() == []
    whatsapp.clock.advance(seconds=90)
    whatsapp.drain()
    assert whatsapp.took() == words
    assert outbox.waiting() == []


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
    whatsapp: WhatsApp, fault: str, times: int, status: str, taken: int
) -> None:
    one = accepted("one", whatsapp.clock.now)
    whatsapp.fails(fault, times, seconds=0.6)
    assert whatsapp.drain() == []
    assert status_of(one) == status
    whatsapp.simulator.stopping.set()  # lets a slow answer come to its end
    _wait_for(whatsapp, taken)
    assert len(whatsapp.took()) == taken


def _wait_for(whatsapp: WhatsApp, taken: int) -> None:
    journal = whatsapp.simulator.journal
    assert journal.wait_for(lambda: len(journal.messages) >= taken, 5)


def test_a_file_they_could_not_fetch_is_offered_once_more(whatsapp: WhatsApp) -> None:
    calls: list[int] = []

    def answer(message: dict[str, Any], secrets: Any) -> str:
        calls.append(message["attempts"])
        return send.post(message, secrets)

    one = accepted("one", whatsapp.clock.now)
    _refuse_media(whatsapp)
    event = outbox.event({"conversation": log.CONVERSATION})
    sending.deliver(event, WHATSAPP, answer, send.signal, sleep=lambda seconds: None)
    assert (calls, status_of(one)) == ([1, 2], "failed")
    assert json.loads(message(one)["error"])["code"] == "131053"


def _refuse_media(whatsapp: WhatsApp) -> None:
    platform = whatsapp.simulator.platforms["whatsapp"]
    platform.fail = lambda fault: meta.error(400, 131053, "(#131053) Media upload error")  # type: ignore[method-assign]
    whatsapp.fails("500", 5)


def test_wherever_it_dies_the_customer_never_gets_it_twice(whatsapp: WhatsApp) -> None:
    outbox.accepted("counted", whatsapp.clock.now)
    points = faults.crash_points(lambda: _fresh(whatsapp))
    for point in points:
        text = ids.digest(str(point))
        one = accepted(text, whatsapp.clock.now)
        faults.run_until(point, lambda: _fresh(whatsapp))
        whatsapp.clock.advance(minutes=10)
        assert whatsapp.drain() == []
        assert status_of(one) in ("sent", "unknown")
        assert whatsapp.took().count(text) <= 1
        assert status_of(one) == "unknown" or whatsapp.took().count(text) == 1
    assert outbox.waiting() == []


def _fresh(whatsapp: WhatsApp) -> None:
    credentials.forget()
    whatsapp.drain()
